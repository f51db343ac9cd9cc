namespace ActiveRecording.Host.Nodes;

/// <summary>The cluster refuses the node; the message says why.</summary>
public sealed class NodeRefusedException(string message) : Exception(message);
