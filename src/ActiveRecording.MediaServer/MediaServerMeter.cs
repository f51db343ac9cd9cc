using System.Diagnostics.Metrics;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.MediaServer;

/// <summary>What a Media Server measures.</summary>
internal sealed class MediaServerMeter : IDisposable
{
    private readonly Meter meter = new("ActiveRecording.MediaServer");

    public MediaServerMeter(string name, Func<int> legs, Func<int> sessions, IRtpDataPlane plane)
    {
        var room = new KeyValuePair<string, object?>("room", name);
        meter.CreateObservableGauge(
            "media_server.legs", () => new Measurement<int>(legs(), room), description: "Parties connected");
        meter.CreateObservableGauge(
            "media_server.recording_sessions", () => new Measurement<int>(sessions(), room),
            description: "Dialogs with recorders");
        meter.CreateObservableGauge(
            "media_server.port_pairs", () => new Measurement<int>(plane.Counters.PortPairs, room),
            description: "RTP and RTCP port pairs leased");
        meter.CreateObservableCounter(
            "media_server.renumbered", () => new Measurement<long>(plane.Counters.Renumbered, room),
            description: "RTP packets forwarded under another payload type");
        meter.CreateObservableCounter(
            "media_server.datagrams", () => Kinds(plane.Counters, room),
            description: "Datagrams received, by kind");
    }

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<long>> Kinds(
        RtpCounters counters, KeyValuePair<string, object?> room) =>
    [
        Of("rtp", counters.Rtp, room),
        Of("rtcp", counters.Rtcp, room),
        Of("too_short", counters.TooShort, room),
        Of("malformed", counters.Malformed, room),
        Of("wrong_source", counters.WrongSource, room),
        Of("unknown_payload", counters.UnknownPayload, room),
        Of("held", counters.Held, room),
    ];

    private static Measurement<long> Of(string kind, long count, KeyValuePair<string, object?> room) =>
        new(count, room, new KeyValuePair<string, object?>("kind", kind));
}
