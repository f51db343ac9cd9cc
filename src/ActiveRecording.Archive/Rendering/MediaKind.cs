using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>What becomes of a packet's payload.</summary>
internal enum MediaKind
{
    /// <summary>G.711 µ-law: decoded.</summary>
    MuLaw,

    /// <summary>G.711 A-law: decoded.</summary>
    ALaw,

    /// <summary>Comfort noise (RFC 3389): silence.</summary>
    ComfortNoise,

    /// <summary>Telephone events (RFC 4733): silence.</summary>
    TelephoneEvent,

    /// <summary>Anything else: kept as it came.</summary>
    Native,
}

/// <summary>The payload types of a stream, as negotiated; static ones (RFC 3551 §6) hold without negotiation.</summary>
internal sealed class PayloadMap
{
    private const int Types = 128;
    private readonly MediaKind[] kinds = new MediaKind[Types];

    /// <summary>The static assignments alone.</summary>
    public PayloadMap()
    {
        Array.Fill(kinds, MediaKind.Native);
        kinds[0] = MediaKind.MuLaw;
        kinds[8] = MediaKind.ALaw;
        kinds[13] = MediaKind.ComfortNoise;
    }

    /// <summary>The meaning of a payload type, 0 to 127.</summary>
    public MediaKind this[byte payloadType] => kinds[payloadType & (Types - 1)];

    /// <summary>Takes over what was negotiated.</summary>
    public void Apply(IReadOnlyList<SpooledPayload> payloads)
    {
        foreach (var payload in payloads)
        {
            if (payload.Type < Types) kinds[payload.Type] = KindOf(payload);
        }
    }

    private static MediaKind KindOf(SpooledPayload payload) => (payload.Encoding.ToUpperInvariant(), payload.ClockRate) switch
    {
        ("PCMU", MediaClock.Rate) => MediaKind.MuLaw,
        ("PCMA", MediaClock.Rate) => MediaKind.ALaw,
        ("CN", MediaClock.Rate) => MediaKind.ComfortNoise,
        ("TELEPHONE-EVENT", _) => MediaKind.TelephoneEvent,
        _ => MediaKind.Native,
    };
}
