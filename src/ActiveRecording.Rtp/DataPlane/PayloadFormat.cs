namespace ActiveRecording.Rtp.DataPlane;

/// <summary>A payload type as it was negotiated (<c>a=rtpmap</c>, RFC 8866 §6.6).</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Encoding">For example <c>PCMU</c>, <c>telephone-event</c>; compared without case.</param>
/// <param name="ClockRate">Timestamp ticks per second.</param>
public readonly record struct PayloadFormat(byte PayloadType, string Encoding, int ClockRate)
{
    /// <summary>G.711 µ-law by its static payload type (RFC 3551 §6).</summary>
    public static PayloadFormat Pcmu { get; } = new(0, "PCMU", 8000);

    /// <summary>G.711 A-law by its static payload type (RFC 3551 §6).</summary>
    public static PayloadFormat Pcma { get; } = new(8, "PCMA", 8000);

    /// <summary>Whether this is no media but named events on the media's clock (RFC 4733).</summary>
    public bool IsTelephoneEvent => string.Equals(Encoding, "telephone-event", StringComparison.OrdinalIgnoreCase);
}
