namespace ActiveRecording.Journals;

/// <summary>Where the embedded database lives, and its bounds.</summary>
public sealed record SqliteOptions
{
    /// <summary>The database file, for example <c>data/journal.db</c>; its directory is made if need be.</summary>
    public required string Path { get; init; }

    /// <summary>Who writes, for people who look into the database.</summary>
    public string Owner { get; init; } = "node";

    /// <summary>Appends committed together.</summary>
    public int BatchAppends { get; init; } = 1024;

    /// <summary>Appends that may wait for the writer; further ones are refused.</summary>
    public int QueuedAppends { get; init; } = 16_384;

    /// <summary>
    /// Bytes of disk kept back in a file beside the database. When the disk is full the file is deleted, so that the
    /// journal goes on; it is made again when there is room.
    /// </summary>
    public long ReserveBytes { get; init; } = 16L << 20;

    /// <summary>The longest the database file may become in bytes, 0 for no bound; beyond, appends are refused.</summary>
    public long MaxBytes { get; init; }
}
