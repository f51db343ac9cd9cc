namespace ActiveRecording.Host;

/// <summary>How the program ends.</summary>
internal enum ExitCode
{
    /// <summary>As it was asked to, drained.</summary>
    Ended = 0,

    /// <summary>The configuration is wrong.</summary>
    WrongConfiguration = 1,

    /// <summary>The command line is wrong.</summary>
    WrongCommandLine = 2,

    /// <summary>The configuration is right, but the node could not start: a port is taken, the journal cannot be opened.</summary>
    CouldNotStart = 3,

    /// <summary>The cluster refuses the node: another secret, name, clock, event version or schema than its own.</summary>
    Refused = 4,
}
