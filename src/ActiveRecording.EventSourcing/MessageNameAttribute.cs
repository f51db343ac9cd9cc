namespace ActiveRecording.EventSourcing;

/// <summary>The name and version of a message between nodes: what nodes of different releases agree on. Fields are only added.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessageNameAttribute(string name, int version) : Attribute
{
    /// <summary>Lower case with hyphens, unique among the messages to one kind of entity.</summary>
    public string Name { get; } = name;

    /// <summary>From 1.</summary>
    public int Version { get; } = version;
}
