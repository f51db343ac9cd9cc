namespace ActiveRecording.Cli;

/// <summary>How <c>arctl</c> ends, for scripts.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The node refuses, as things are.</summary>
    Refused = 1,

    /// <summary>The command line is wrong.</summary>
    WrongCommandLine = 2,

    /// <summary>The node cannot be reached.</summary>
    Unreachable = 3,

    /// <summary>The token is missing or wrong.</summary>
    NotAuthorised = 4,

    /// <summary>What was asked for does not exist.</summary>
    Unknown = 5,

    /// <summary>The node failed, or answered what this program does not understand.</summary>
    Failed = 6,

    /// <summary>The node works, but something is amiss with it that somebody has to look at.</summary>
    Degraded = 7,
}
