namespace ActiveRecording.Archive.Spools;

/// <summary>How far the disk is behind.</summary>
/// <param name="Bytes">Handed over and not yet written.</param>
/// <param name="StreamsInTrouble">Streams that keep nothing until it has caught up.</param>
/// <param name="DroppedFrames">Frames that could not be kept so far.</param>
public readonly record struct SpoolState(long Bytes, int StreamsInTrouble, long DroppedFrames);

/// <summary>
/// Counts what waits for the disk and chooses who gives way when it is too much: whoever waits longest, and then is
/// in trouble until less than half of the bound waits. Used under the spooler's lock, but for the count of frames.
/// </summary>
/// <param name="limit">The most bytes that may wait.</param>
/// <param name="queue">The lanes with something to write, oldest first.</param>
internal sealed class SpoolBacklog(long limit, Queue<SpoolLane> queue)
{
    /// <summary>The inverse of the part of those in trouble that goes on with each flush.</summary>
    private const int GoOnPart = 4;

    private readonly List<SpoolLane> troubled = [];
    private readonly List<SpoolBlock> freed = [];
    private long bytes;
    private long droppedFrames;
    private bool isAlarmed;

    public SpoolState State => new(bytes, troubled.Count, Interlocked.Read(ref droppedFrames));

    /// <summary>A block waits.</summary>
    /// <returns>Those that nobody needs any more; valid until the next call.</returns>
    public IReadOnlyList<SpoolBlock> Add(SpoolBlock block)
    {
        freed.Clear();
        bytes += block.Capacity;
        for (var candidates = queue.Count; bytes > limit && candidates > 0; candidates--) GiveUp(queue.Dequeue());
        return freed;
    }

    /// <summary>A block is written.</summary>
    public void Remove(SpoolBlock block) => bytes -= block.Capacity;

    /// <summary>Lets streams go on, longest in trouble first, while little waits.</summary>
    /// <returns>Whether there is trouble now; null when that is no news.</returns>
    public bool? Relax()
    {
        if (troubled.Count > 0 && bytes <= limit / 2)
        {
            var most = Math.Max(1, troubled.Count / GoOnPart);
            foreach (var lane in troubled.Take(most)) lane.Writer.Trouble(begins: false);
            troubled.RemoveRange(0, most);
        }

        if (isAlarmed == troubled.Count > 0) return null;
        return isAlarmed = !isAlarmed;
    }

    /// <summary>The stream is over.</summary>
    public void Forget(SpoolLane lane) => troubled.Remove(lane);

    /// <summary>From any thread.</summary>
    public void CountDropped(long frames) => Interlocked.Add(ref droppedFrames, frames);

    private void GiveUp(SpoolLane lane)
    {
        var first = freed.Count;
        var packets = lane.Forget(freed);
        for (var index = first; index < freed.Count; index++) bytes -= freed[index].Capacity;
        if (lane.IsEmpty && lane.Ending is null) lane.IsQueued = false;
        else queue.Enqueue(lane);
        if (packets == 0) return;
        CountDropped(packets);
        lane.Writer.CountDropped(packets);
        if (lane.Writer.IsInTrouble) return;
        lane.Writer.Trouble(begins: true);
        troubled.Add(lane);
    }
}
