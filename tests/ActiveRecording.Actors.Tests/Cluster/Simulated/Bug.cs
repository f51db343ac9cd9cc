namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>A flaw put into a driver, to show that the checkers see it.</summary>
public enum Bug
{
    None,

    /// <summary>Appends of a deposed writer are stored.</summary>
    SkipTheFence,

    /// <summary>An append is acknowledged before it is made.</summary>
    SpeakBeforeJournal,

    /// <summary>An append of unknown outcome is taken for made.</summary>
    SpeakOnUnknownOutcome,

    /// <summary>A new owner is not told which entities live in a shard.</summary>
    DropAHandOver,

    /// <summary>A request is sent twice, the second time under another identity.</summary>
    RepeatUnderAnotherName,
}
