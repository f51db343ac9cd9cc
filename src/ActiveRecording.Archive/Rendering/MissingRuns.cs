namespace ActiveRecording.Archive.Rendering;

/// <summary>A run of sequence numbers that has not arrived (yet), and the silence it leaves.</summary>
/// <param name="First">Extended sequence number of its first packet.</param>
/// <param name="Last">Extended sequence number of its last packet.</param>
/// <param name="Start">Where the audio before it ends, in samples of the stream's own time.</param>
/// <param name="End">Where the audio after it begins.</param>
internal readonly record struct MissingRun(long First, long Last, long Start, long End)
{
    public long Packets => Last - First + 1;
}

/// <summary>
/// The runs of missing packets of one segment. A packet that arrives late shrinks, splits or fills its run.
/// Beyond <see cref="MaxRuns"/> runs their packets are still counted, but no longer listed.
/// </summary>
internal sealed class MissingRuns
{
    private const int MaxRuns = 10_000;
    private readonly List<MissingRun> runs = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<MissingRun> All => runs;

    /// <summary>Missing packets that are in no listed run.</summary>
    public long UnlistedPackets { get; private set; }

    /// <summary>The sequence numbers made a leap.</summary>
    public void Add(MissingRun run)
    {
        if (runs.Count < MaxRuns) runs.Add(run);
        else UnlistedPackets += run.Packets;
    }

    /// <summary>A missing packet arrived after all.</summary>
    /// <param name="sequence">Its extended number.</param>
    /// <param name="audio">The samples it covers; null when it carries none.</param>
    public void Fill(long sequence, (long Start, long End)? audio)
    {
        var index = runs.FindLastIndex(run => run.First <= sequence && sequence <= run.Last);
        if (index < 0)
        {
            UnlistedPackets = Math.Max(0, UnlistedPackets - 1);
            return;
        }

        var run = runs[index];
        var before = run with { Last = sequence - 1, End = audio?.Start ?? run.End };
        var after = run with { First = sequence + 1, Start = audio?.End ?? run.Start };
        runs.RemoveAt(index);
        if (after.Packets > 0) runs.Insert(index, after);
        if (before.Packets > 0) runs.Insert(index, before);
    }
}
