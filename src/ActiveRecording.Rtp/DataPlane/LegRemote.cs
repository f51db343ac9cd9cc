namespace ActiveRecording.Rtp.DataPlane;

/// <summary>What a party's description says of its stream.</summary>
/// <param name="Endpoints">Where it wants to receive; null when it gave no address (<c>0.0.0.0</c>).</param>
/// <param name="Direction">From its point of view.</param>
/// <param name="Payloads">What it may send; empty: anything.</param>
public sealed record LegRemote(RtpEndpoints? Endpoints, MediaDirection Direction, IReadOnlyList<PayloadFormat> Payloads);
