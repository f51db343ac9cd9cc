using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>Clock rates by payload type; empty: everything is known and runs at 8 kHz.</summary>
internal sealed class PayloadTable
{
    private const int DefaultClockRate = 8000;
    private readonly (int PayloadType, int ClockRate)[] known;

    public PayloadTable(IReadOnlyList<PayloadFormat> payloads)
    {
        Any = payloads.Count == 0;
        known = [.. payloads.Where(payload => payload.ClockRate > 0).Select(payload => ((int)payload.PayloadType, payload.ClockRate))];
    }

    /// <summary>Nothing was negotiated, so that everything is taken.</summary>
    private bool Any { get; }

    public bool Knows(byte payloadType) => Any || RateOf(payloadType) != 0;

    /// <summary>Ticks per second; 8,000 for what was not negotiated.</summary>
    public int ClockRate(byte payloadType) => RateOf(payloadType) is var rate && rate != 0 ? rate : DefaultClockRate;

    /// <summary>A handful of entries at most are found faster by looking at each than by an index of all 128.</summary>
    private int RateOf(byte payloadType)
    {
        foreach (var (type, rate) in known)
        {
            if (type == payloadType) return rate;
        }

        return 0;
    }
}
