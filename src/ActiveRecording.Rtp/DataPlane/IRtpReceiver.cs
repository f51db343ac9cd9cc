namespace ActiveRecording.Rtp.DataPlane;

/// <summary>An endpoint that receives one stream and reports on it (receiver reports, RFC 3550 §6.4.2).</summary>
public interface IRtpReceiver
{
    /// <summary>The bound port pair.</summary>
    RtpEndpoints Local { get; }

    /// <summary>What was received so far.</summary>
    LegStatistics Statistics { get; }

    /// <summary>The described source; receiver reports go there until its own RTCP shows another address.</summary>
    /// <param name="remote">Null when the description has none.</param>
    /// <param name="payloads">What it may send; empty: anything.</param>
    void SetRemote(RtpEndpoints? remote, IReadOnlyList<PayloadFormat> payloads);

    /// <summary>Closes the sockets, gives the ports back; a second call does nothing. The sink hears nothing afterwards.</summary>
    void Close();
}
