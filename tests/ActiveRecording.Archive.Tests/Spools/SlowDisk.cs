using ActiveRecording.Archive.Spools;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Archive.Tests.Spools;

/// <summary>
/// A disk of a certain speed under virtual time: whoever writes to it waits for it, so that the next turn of its thread
/// begins when it has done what it was given.
/// </summary>
internal sealed class SlowDisk(string folder, TimeProvider time, IScheduler scheduler) : ISpoolDisk, IScheduler
{
    private readonly FileSystemDisk files = new(folder);
    private DateTimeOffset freeAt;

    public double BytesPerSecond { get; set; }

    public int Writes { get; private set; }

    /// <summary>It does nothing until then.</summary>
    public void Hang(TimeSpan length) => freeAt = Later(time.GetUtcNow() + length);

    public ISpoolFile Open(string path) => new SlowFile(this, files.Open(path));

    public bool TrySync(IReadOnlyList<ISpoolFile> dirty) => true;

    public void Schedule(IWorkItem item)
    {
        var wait = freeAt - time.GetUtcNow();
        if (wait <= TimeSpan.Zero) scheduler.Schedule(item);
        else time.CreateTimer(_ => Schedule(item), null, wait, Timeout.InfiniteTimeSpan);
    }

    private DateTimeOffset Later(DateTimeOffset instant) => instant > freeAt ? instant : freeAt;

    private void Wrote(int bytes)
    {
        Writes++;
        freeAt = Later(time.GetUtcNow()) + TimeSpan.FromSeconds(bytes / BytesPerSecond);
    }

    private sealed class SlowFile(SlowDisk disk, ISpoolFile file) : ISpoolFile
    {
        public void Append(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
        {
            file.Append(blocks);
            disk.Wrote(blocks.Sum(block => block.Length));
        }

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
