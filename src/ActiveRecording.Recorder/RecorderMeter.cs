using System.Diagnostics.Metrics;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Recorder;

/// <summary>What a recorder counts.</summary>
internal sealed class RecorderMeter : IDisposable
{
    private readonly Meter meter = new(RecorderRoom.MeterName);

    public RecorderMeter(Func<int> sessions, Func<SpoolState> spooling, IRtpDataPlane plane)
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
        meter.CreateObservableCounter(
            "recorder.packets.dropped", () => spooling().DroppedFrames, "{packet}", "RTP packets the disk was too slow for");
        meter.CreateObservableGauge(
            "recorder.spool.backlog", () => spooling().Bytes, "By", "Media in memory that waits for the disk");
        meter.CreateObservableGauge(
            "recorder.streams.troubled", () => spooling().StreamsInTrouble, "{stream}",
            "Streams that are not kept because the disk is too slow");
        meter.Observe("recorder", plane);
    }

    public Counter<long> Accepted { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Sealed { get; }

    public Counter<long> SealingFailed { get; }

    public Counter<long> LostPackets { get; }

    public void Dispose() => meter.Dispose();
}
