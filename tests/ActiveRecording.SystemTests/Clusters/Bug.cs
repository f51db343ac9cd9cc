namespace ActiveRecording.SystemTests.Clusters;

/// <summary>A flaw put into a driver of the nodes, to show that the checkers see it.</summary>
internal enum Bug
{
    None,

    /// <summary>Appends of a deposed writer are stored.</summary>
    SkipTheFence,

    /// <summary>The epoch is looked at first and the events are stored a while later, whoever took the shard meanwhile.</summary>
    FenceWithoutLock,

    /// <summary>An append is acknowledged before it is made.</summary>
    SpeakBeforeJournal,

    /// <summary>An append of unknown outcome is taken for made.</summary>
    SpeakOnUnknownOutcome,

    /// <summary>A new owner is not told which entities live in a shard.</summary>
    DropAHandOver,

    /// <summary>A Media Server's port is given to a second stream while the first one has it.</summary>
    ReuseAPort,

    /// <summary>Deadlines that entities set when they are replayed never come.</summary>
    LoseADeadlineOnReplay,

    /// <summary>Some final answers are followed by another one.</summary>
    AcknowledgeTwice,
}
