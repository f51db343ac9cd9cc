namespace ActiveRecording.ClusterTests;

/// <summary>How the program ends.</summary>
internal enum ExitCode
{
    /// <summary>Nothing was lost or doubled, every bar was met.</summary>
    Passed = 0,

    /// <summary>Something was.</summary>
    Failed = 1,

    WrongCommandLine = 2,

    /// <summary>This machine has not what the test needs; nothing was tested.</summary>
    CannotRunHere = 77,
}
