namespace ActiveRecording.Host.Nodes;

/// <summary>A node that cannot start although its configuration is right; the message says what to do.</summary>
public sealed class NodeStartException(string message, Exception? cause = null) : Exception(message, cause);
