using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.RecorderPools;

/// <summary>The stored form of a recorder pool's state. Another meaning of a field, or of an event, needs another version.</summary>
/// <param name="Sessions">What its recorders have been given, by session.</param>
/// <param name="LastRecorder">The one chosen last; empty before the first.</param>
[JournalName("recorder-pool-snapshot", version: 1)]
public sealed record RecorderPoolSnapshot(IReadOnlyDictionary<string, RecorderSession> Sessions, string LastRecorder)
{
    /// <summary>What is kept of a state.</summary>
    public static RecorderPoolSnapshot Of(RecorderPoolState state) => new(state.Sessions.ToDictionary(), state.LastRecorder);

    /// <summary>The state that was kept.</summary>
    public RecorderPoolState Restore() => new(Reservations<RecorderSession>.Of(Sessions), LastRecorder);
}
