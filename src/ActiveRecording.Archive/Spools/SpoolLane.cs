namespace ActiveRecording.Archive.Spools;

/// <summary>
/// The blocks of one stream that wait for the disk, in order, and what was given up of them. Used under the
/// spooler's lock, but for the file, which its turn alone writes.
/// </summary>
internal sealed class SpoolLane(SpoolWriter writer, ISpoolFile file, Action<Exception> failed)
{
    private readonly Queue<SpoolBlock> blocks = new();
    private SpoolLoss loss;

    public SpoolWriter Writer => writer;

    public ISpoolFile File => file;

    /// <summary>Whether it is in the spooler's queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Something is in the file that was not forced to the disk.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Run once the file is closed; null while it stays open.</summary>
    public List<Action>? Ending { get; set; }

    /// <summary>The file is being closed, or is closed.</summary>
    public bool IsEnded { get; set; }

    /// <summary>The disk refused; nothing is written any more.</summary>
    public bool IsBroken { get; private set; }

    public bool IsEmpty => blocks.Count == 0;

    public void Add(SpoolBlock block) => blocks.Enqueue(block);

    /// <summary>The oldest blocks, at most <paramref name="most"/>.</summary>
    public void Take(List<SpoolBlock> into, int most)
    {
        while (into.Count < most && blocks.TryDequeue(out var block)) into.Add(block);
    }

    /// <summary>Gives all its packets up; blocks that held nothing else go to <paramref name="freed"/>.</summary>
    /// <returns>Packets given up.</returns>
    public long Forget(List<SpoolBlock> freed)
    {
        var before = loss.Packets;
        for (var left = blocks.Count; left > 0; left--)
        {
            var block = blocks.Dequeue();
            block.Forget(ref loss);
            if (block.Used > 0) blocks.Enqueue(block);
            else freed.Add(block);
        }

        return loss.Packets - before;
    }

    /// <summary>What was given up and is not told yet.</summary>
    public SpoolLoss TakeLoss()
    {
        var taken = loss;
        loss = default;
        return taken;
    }

    /// <summary>The disk refused: told once.</summary>
    public void Break(Exception exception)
    {
        if (IsBroken) return;
        IsBroken = true;
        writer.Break();
        failed(exception);
    }
}
