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
        meter.CreateObservableCounter(
            "media_server.renumbered", () => new Measurement<long>(plane.Counters.Renumbered, room),
            description: "RTP packets forwarded under another payload type");
        meter.Observe("media_server", plane, room);
    }

    public void Dispose() => meter.Dispose();
}
