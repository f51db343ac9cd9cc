using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Tests.Spools;

/// <summary>A disk in memory that keeps, when power is lost, only what was forced to it.</summary>
internal sealed class ForgetfulDisk : ISpoolDisk
{
    private readonly Dictionary<string, Contents> files = new(StringComparer.Ordinal);

    /// <summary>Whether many files can be forced at once.</summary>
    public bool SyncsAtOnce { get; init; }

    public ISpoolFile Open(string path) => files[path] = new Contents();

    public bool TrySync(IReadOnlyList<ISpoolFile> dirty)
    {
        if (!SyncsAtOnce) return false;
        foreach (var file in files.Values) file.Sync();
        return true;
    }

    /// <summary>What of a file is there after the power came back.</summary>
    public byte[] Remembered(string path) => files[path].Remembered;

    private sealed class Contents : ISpoolFile
    {
        private readonly MemoryStream written = new();
        private long forced;

        public byte[] Remembered => [.. SpoolFrame.FileMagic, .. written.ToArray().AsSpan(0, (int)forced)];

        public void Append(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
        {
            foreach (var block in blocks) written.Write(block.Span);
        }

        public void Sync() => forced = written.Length;

        public void Dispose()
        {
        }
    }
}
