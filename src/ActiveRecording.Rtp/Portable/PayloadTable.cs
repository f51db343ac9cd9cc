using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Portable;

/// <summary>Clock rates by payload type; empty: everything is known and runs at 8 kHz.</summary>
internal sealed class PayloadTable
{
    private const int DefaultClockRate = 8000;
    private readonly int[] clockRates = new int[128];
    private readonly bool any;

    public PayloadTable(IReadOnlyList<PayloadFormat> payloads)
    {
        any = payloads.Count == 0;
        foreach (var payload in payloads)
        {
            if (payload.PayloadType < clockRates.Length && payload.ClockRate > 0) clockRates[payload.PayloadType] = payload.ClockRate;
        }
    }

    public bool Knows(byte payloadType) => any || clockRates[payloadType] != 0;

    /// <summary>Ticks per second; 8,000 for what was not negotiated.</summary>
    public int ClockRate(byte payloadType) => clockRates[payloadType] is var rate && rate != 0 ? rate : DefaultClockRate;
}
