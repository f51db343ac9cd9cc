using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Recordings;

/// <summary>The stored form of a recording's state. Another meaning of a field, or of an event, needs another version.</summary>
/// <param name="State">All of it.</param>
[JournalName("recording-snapshot", version: 1)]
public sealed record RecordingSnapshot(RecordingState State)
{
    /// <summary>What is kept of a state.</summary>
    public static RecordingSnapshot Of(RecordingState state) => new(state);

    /// <summary>The state that was kept.</summary>
    public RecordingState Restore() => State;
}
