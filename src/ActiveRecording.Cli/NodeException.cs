namespace ActiveRecording.Cli;

/// <summary>The node did not do what it was asked; the message says why and what to do.</summary>
internal sealed class NodeException(ExitCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code => code;
}
