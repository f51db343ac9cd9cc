namespace ActiveRecording.Reporting.Documents;

/// <summary>The collections of the read models.</summary>
public static class ReportingCollections
{
    /// <summary><see cref="RecordingDocument"/> by recording identifier, listed by when it was asked for.</summary>
    public const string Recordings = "recording";

    /// <summary><see cref="CallDocument"/> by CallUUID, listed by when it reached the switch.</summary>
    public const string Calls = "call";

    /// <summary><see cref="CallDocument"/> of ended calls by CallUUID, listed by when it ended.</summary>
    public const string CallDetailRecords = "cdr";

    /// <summary>All of them, for the store to make tables of.</summary>
    public static IReadOnlyList<string> All { get; } = [Recordings, Calls, CallDetailRecords];
}
