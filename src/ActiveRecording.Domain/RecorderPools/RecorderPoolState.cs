namespace ActiveRecording.Domain.RecorderPools;

/// <summary>What the recorders of a pool have been given: recording sessions, by the Call-ID of their dialogs.</summary>
/// <param name="Sessions">Who holds what.</param>
/// <param name="LastRecorder">The one chosen last; the next in turn comes after it. Empty before the first.</param>
public sealed record RecorderPoolState(Reservations<RecorderSession> Sessions, string LastRecorder)
{
    /// <summary>Ports in use on a recorder: one per stream.</summary>
    public int PortsOf(string recorder) =>
        Sessions.All.Where(session => session.Value.Recorder == recorder).Sum(session => session.Value.Ports);

    /// <summary>The recorder that has another session of the same recording: both become one file. Null if there is none.</summary>
    public string? RecorderOf(string recordId) =>
        Sessions.All.Where(session => session.Value.RecordId == recordId).Select(session => session.Value.Recorder).FirstOrDefault();
}

/// <summary>A recording session on a recorder.</summary>
/// <param name="RecordId">The recording it belongs to.</param>
/// <param name="Recorder">Its recorder.</param>
/// <param name="Ports">Streams, at least 1.</param>
/// <param name="Until">When it is given up, should its end never be seen.</param>
public readonly record struct RecorderSession(string RecordId, string Recorder, int Ports, DateTimeOffset Until);
