namespace ActiveRecording.Archive.Spools;

/// <summary>Bounds of spooling.</summary>
/// <param name="BlockBytes">
/// Frames of a stream gather in a block of this size before it is handed to the writer, 1 KiB to 1 MiB.
/// </param>
/// <param name="BacklogBytes">
/// Blocks of all streams together that may wait for the disk, in bytes; beyond it the stream that has waited
/// longest gives its packets up, which leaves an explicit gap.
/// </param>
/// <param name="FlushInterval">The longest a frame waits in memory while the disk keeps up, at most 200 ms.</param>
/// <param name="SyncInterval">The longest a frame waits before it is forced to the disk.</param>
public sealed record SpoolLimits(
    int BlockBytes, long BacklogBytes, TimeSpan FlushInterval, TimeSpan SyncInterval)
{
    /// <summary>4 KiB blocks, 128 MiB of them, 150 ms to the operating system, 2 s to the disk.</summary>
    public static SpoolLimits Default { get; } =
        new(4096, 128L << 20, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2));
}
