using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Recordings;

/// <summary>A recording as the recorder knows it. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(Idle), "idle")]
[JsonDerivedType(typeof(Receiving), "receiving")]
[JsonDerivedType(typeof(Awaiting), "awaiting")]
[JsonDerivedType(typeof(Sealing), "sealing")]
[JsonDerivedType(typeof(Sealed), "sealed")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record RecordingState
{
    private RecordingState()
    {
    }

    /// <summary>No session was offered yet.</summary>
    public sealed record Idle : RecordingState;

    /// <summary>At least one session is open.</summary>
    /// <param name="Recording">What was received so far.</param>
    /// <param name="Paused">No session is to send media.</param>
    public sealed record Receiving(Recording Recording, bool Paused) : RecordingState;

    /// <summary>All known sessions ended; another may still come.</summary>
    /// <param name="Recording">What was received.</param>
    /// <param name="Until">Until when it is waited for.</param>
    public sealed record Awaiting(Recording Recording, DateTimeOffset Until) : RecordingState;

    /// <summary>Complete; its file is being made.</summary>
    /// <param name="Recording">What was received.</param>
    /// <param name="FailedAttempts">Attempts the disk refused.</param>
    public sealed record Sealing(Recording Recording, int FailedAttempts) : RecordingState;

    /// <summary>Its file and manifest are durable.</summary>
    /// <param name="Recording">What was received.</param>
    /// <param name="SpoolsRemoved">Whether the spools are gone: the last thing to do.</param>
    public sealed record Sealed(Recording Recording, bool SpoolsRemoved) : RecordingState;

    /// <summary>No file could be made; the spools are kept for an operator.</summary>
    public sealed record Failed(Recording Recording) : RecordingState;
}

/// <summary>What is known of a recording.</summary>
/// <param name="Id">The recording's identifier, 1 to 128 characters.</param>
/// <param name="Call">The call.</param>
/// <param name="StartedAt">When its first session was accepted.</param>
/// <param name="Sessions">Its sessions.</param>
public sealed record Recording(
    string Id, RecordedCall Call, DateTimeOffset StartedAt, RecordingSessions Sessions);
