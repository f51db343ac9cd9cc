using System.Collections;
using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Recordings;

/// <summary>The sessions of a recording in the order they were accepted; compared by content.</summary>
[JsonConverter(typeof(RecordingSessionsJson))]
public sealed class RecordingSessions : IReadOnlyList<RecordingSession>, IEquatable<RecordingSessions>
{
    private readonly RecordingSession[] sessions;

    private RecordingSessions(RecordingSession[] sessions) => this.sessions = sessions;

    /// <summary>None yet.</summary>
    public static RecordingSessions None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => sessions.Length;

    /// <summary>Those still going on.</summary>
    public IEnumerable<RecordingSession> Open => sessions.Where(session => session.IsOpen);

    /// <summary>The streams of sound of all of them.</summary>
    public IEnumerable<RecordedLine> Sound => sessions.SelectMany(session => session.Sound);

    /// <inheritdoc/>
    public RecordingSession this[int index] => sessions[index];

    /// <summary>The session of that identifier; null if there is none.</summary>
    public RecordingSession? Find(string id) => Array.Find(sessions, session => session.Id == id);

    /// <summary>With one more.</summary>
    public RecordingSessions Add(RecordingSession session) => new([.. sessions, session]);

    /// <summary>With the session of the same identifier replaced.</summary>
    public RecordingSessions Replace(RecordingSession changed) =>
        new([.. sessions.Select(session => session.Id == changed.Id ? changed : session)]);

    /// <inheritdoc/>
    public bool Equals(RecordingSessions? other) =>
        other is not null && sessions.AsSpan().SequenceEqual(other.sessions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecordingSessions);

    /// <inheritdoc/>
    public override int GetHashCode() => sessions.Aggregate(Count, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<RecordingSession> GetEnumerator() =>
        ((IEnumerable<RecordingSession>)sessions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
