namespace ActiveRecording.Actors;

/// <summary>The bounds of a region of entities.</summary>
public sealed record EntityRegionOptions
{
    /// <summary>
    /// <see cref="SnapshotEvery"/> of entities that come by the thousand and end: those of a node that dies are all replayed
    /// at once, and somebody waits for each.
    /// </summary>
    public const int ShortReplay = 20;

    /// <summary>The kind of entity, first part of its stream's name: lower case, hyphens.</summary>
    public required string Category { get; init; }

    /// <summary>Shards of the journal, 1 to 1 024; the same for every region and for the life of a journal.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>
    /// The number of its first shard. Regions that always live on the same nodes share their shards; regions of
    /// different roles need shards of their own, because a shard has one owner.
    /// </summary>
    public int FirstShard { get; init; }

    /// <summary>Commands that may wait in one entity's mailbox; further ones are refused and counted.</summary>
    public int MailboxMessages { get; init; } = 1024;

    /// <summary>Commands decided together and appended at once.</summary>
    public int BatchCommands { get; init; } = 64;

    /// <summary>An entity without timers that was told nothing for so long is forgotten until it is told something.</summary>
    public TimeSpan PassivateAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Events after which the state of an entity is kept anew, so that its replay is never much longer than that;
    /// 0 for never. Only where a region is given a codec of snapshots.
    /// </summary>
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>Failures within <see cref="RestartWindow"/> after which an entity is stopped for good.</summary>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>An entity that did not fail for so long starts counting anew.</summary>
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before the first restart or repeated append; doubled each time.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait before a restart.</summary>
    public TimeSpan BackOffLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before a repeated append: so long, at most, after the journal is back entities go on.</summary>
    public TimeSpan AppendBackOffLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The wait before restart <paramref name="attempt"/>, from 1.</summary>
    internal TimeSpan BackOffOf(int attempt) => Doubled(attempt, BackOffLimit);

    /// <summary>The wait before repetition <paramref name="attempt"/> of an append, from 1.</summary>
    internal TimeSpan AppendBackOffOf(int attempt) => Doubled(attempt, AppendBackOffLimit);

    private TimeSpan Doubled(int attempt, TimeSpan limit)
    {
        var ticks = BackOff.Ticks << Math.Clamp(attempt - 1, 0, 20);
        return ticks < limit.Ticks ? TimeSpan.FromTicks(ticks) : limit;
    }
}
