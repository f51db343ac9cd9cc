using System.Diagnostics.Metrics;

namespace ActiveRecording.Recorder;

/// <summary>What a recorder counts.</summary>
internal sealed class RecorderMeter : IDisposable
{
    private readonly Meter meter = new(RecorderRoom.MeterName);

    public RecorderMeter(Func<int> sessions)
    {
        meter.CreateObservableGauge(
            "recorder.sessions", sessions, "{session}", "Recording sessions at this moment");
        Accepted = meter.CreateCounter<long>(
            "recorder.sessions.accepted", "{session}", "Recording sessions accepted");
        Refused = meter.CreateCounter<long>(
            "recorder.sessions.refused", "{session}", "Recording sessions refused, by status");
        Sealed = meter.CreateCounter<long>("recorder.recordings.sealed", "{recording}", "Recordings sealed");
        SealingFailed = meter.CreateCounter<long>(
            "recorder.sealing.failed", "{attempt}", "Attempts to seal that the disk refused");
        LostPackets = meter.CreateCounter<long>(
            "recorder.packets.lost", "{packet}", "RTP packets missing in sealed recordings");
        DroppedPackets = meter.CreateCounter<long>(
            "recorder.packets.dropped", "{packet}", "RTP packets the disk was too slow for");
    }

    public Counter<long> Accepted { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Sealed { get; }

    public Counter<long> SealingFailed { get; }

    public Counter<long> LostPackets { get; }

    public Counter<long> DroppedPackets { get; }

    public void Dispose() => meter.Dispose();
}
