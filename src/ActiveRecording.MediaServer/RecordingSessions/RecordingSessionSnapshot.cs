using ActiveRecording.Actors;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>
/// The stored form of a recording session's state. Another meaning of a field, or of an event, needs another version.
/// </summary>
/// <param name="Session">What the domain decided.</param>
/// <param name="Dialog">Null before the first request.</param>
[JournalName("recording-session-snapshot", version: 1)]
public sealed record RecordingSessionSnapshot(RecordingSessionState Session, RecorderDialog? Dialog)
{
    /// <summary>Encodes and decodes.</summary>
    public static SnapshotCodec<RecordingDialogState> Codec { get; } = SnapshotCodec<RecordingDialogState>.Of(
        RecordingDialogJournal.Default.RecordingSessionSnapshot, Of, static kept => kept.Restore());

    /// <summary>What is kept of a state.</summary>
    public static RecordingSessionSnapshot Of(RecordingDialogState state) => new(state.Session, state.Dialog);

    /// <summary>The state that was kept.</summary>
    public RecordingDialogState Restore() => new(Session, Dialog);
}
