namespace ActiveRecording.Archive.Spools;

/// <summary>Bounds of one spool.</summary>
/// <param name="BlockBytes">
/// Frames gather in blocks of this size before they are handed to the disk, 1 KiB to 1 MiB.
/// </param>
/// <param name="QueuedBlocks">Blocks waiting for the disk; beyond it frames are dropped and counted.</param>
/// <param name="FlushInterval">The longest a frame waits in memory, at most 200 ms.</param>
/// <param name="SyncInterval">The longest a frame waits before it is forced to the disk.</param>
public sealed record SpoolLimits(
    int BlockBytes, int QueuedBlocks, TimeSpan FlushInterval, TimeSpan SyncInterval)
{
    /// <summary>4 KiB blocks, 256 of them, 100 ms to the operating system, 2 s to the disk.</summary>
    public static SpoolLimits Default { get; } =
        new(4096, 256, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
}
