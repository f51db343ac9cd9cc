using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// The payload types of a stream, as negotiated; static ones (RFC 3551 §6) hold without negotiation.
/// </summary>
internal sealed class PayloadMap
{
    private const int Types = 128;

    private static readonly SpooledPayload[] Static =
    [
        new(0, "PCMU", 8000), new(3, "GSM", 8000), new(4, "G723", 8000), new(5, "DVI4", 8000),
        new(6, "DVI4", 16000), new(7, "LPC", 8000), new(8, "PCMA", 8000), new(9, "G722", 8000),
        new(10, "L16", 44100, 2), new(11, "L16", 44100), new(12, "QCELP", 8000), new(13, "CN", 8000),
        new(15, "G728", 8000), new(18, "G729", 8000),
    ];

    private readonly SpooledPayload?[] known = new SpooledPayload?[Types];
    private readonly MediaKind[] kinds = new MediaKind[Types];

    /// <summary>The static assignments alone.</summary>
    public PayloadMap() => Apply(Static);

    /// <summary>
    /// What a payload type, 0 to 127, means; one that nobody named bears its number and is taken to tick as
    /// G.711 does.
    /// </summary>
    public SpooledPayload this[byte payloadType] =>
        known[payloadType & (Types - 1)] ?? Learn(new SpooledPayload(
            (byte)(payloadType & (Types - 1)), $"pt{payloadType}", MediaClock.Rate));

    /// <summary>What becomes of the packets of a payload type, 0 to 127.</summary>
    public MediaKind Kind(byte payloadType)
    {
        _ = this[payloadType];
        return kinds[payloadType & (Types - 1)];
    }

    /// <summary>Takes over what was negotiated.</summary>
    public void Apply(IReadOnlyList<SpooledPayload> payloads)
    {
        foreach (var payload in payloads)
        {
            if (payload is { Type: < Types, ClockRate: > 0 }) Learn(payload);
        }
    }

    /// <summary>What becomes of a payload.</summary>
    public static MediaKind KindOf(SpooledPayload payload) =>
        (payload.Encoding.ToUpperInvariant(), payload.ClockRate) switch
        {
            ("PCMU", MediaClock.Rate) => MediaKind.MuLaw,
            ("PCMA", MediaClock.Rate) => MediaKind.ALaw,
            ("CN", _) => MediaKind.ComfortNoise,
            ("TELEPHONE-EVENT", _) => MediaKind.TelephoneEvent,
            _ => MediaKind.Native,
        };

    private SpooledPayload Learn(SpooledPayload payload)
    {
        kinds[payload.Type] = KindOf(payload);
        return known[payload.Type] = payload;
    }
}
