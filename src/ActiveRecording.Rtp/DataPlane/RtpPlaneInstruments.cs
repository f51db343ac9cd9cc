using System.Diagnostics.Metrics;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>What a plane measures, as instruments of the room that has it.</summary>
public static class RtpPlaneInstruments
{
    /// <param name="meter">The room's.</param>
    /// <param name="prefix">Begins the names, for example <c>recorder</c>.</param>
    /// <param name="plane">The plane.</param>
    /// <param name="tags">On every measurement.</param>
    public static void Observe(this Meter meter, string prefix, IRtpDataPlane plane, params KeyValuePair<string, object?>[] tags)
    {
        meter.CreateObservableGauge(
            $"{prefix}.plane", () => new Measurement<int>(1, [.. tags, new("plane", plane.Kind)]), description: "What moves RTP: native or portable");
        meter.CreateObservableGauge(
            $"{prefix}.port_pairs", () => new Measurement<int>(plane.Counters.PortPairs, tags), description: "RTP and RTCP port pairs leased");
        meter.CreateObservableCounter(
            $"{prefix}.datagrams", () => Each(plane.Counters, tags, Received), description: "Datagrams received, by kind");
        meter.CreateObservableCounter(
            $"{prefix}.media_failures", () => Each(plane.Counters, tags, Failed), description: "What RTP could not do, by kind");
    }

    private static (string Kind, long Count)[] Received(RtpCounters counters) =>
    [
        ("rtp", counters.Rtp),
        ("rtcp", counters.Rtcp),
        ("too_short", counters.TooShort),
        ("malformed", counters.Malformed),
        ("wrong_source", counters.WrongSource),
        ("unknown_payload", counters.UnknownPayload),
        ("unknown_ssrc", counters.UnknownSsrc),
        ("held", counters.Held),
    ];

    private static (string Kind, long Count)[] Failed(RtpCounters counters) =>
    [
        ("send", counters.SendFailed),
        ("unreachable", counters.Unreachable),
        ("untold_fact", counters.UntoldFacts),
        ("sink", counters.Failures),
        ("no_port", counters.NoPort),
        ("no_socket", counters.NoSocket),
    ];

    private static IEnumerable<Measurement<long>> Each(
        RtpCounters counters, KeyValuePair<string, object?>[] tags, Func<RtpCounters, (string Kind, long Count)[]> kinds) =>
        kinds(counters).Select(of => new Measurement<long>(of.Count, [.. tags, new("kind", of.Kind)]));
}
