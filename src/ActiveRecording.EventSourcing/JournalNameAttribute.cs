namespace ActiveRecording.EventSourcing;

/// <summary>The stored name and version of an event: a public contract, never a CLR name. Fields are only added.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class JournalNameAttribute(string name, int version) : Attribute
{
    /// <summary>Lower case with hyphens, unique in the product.</summary>
    public string Name { get; } = name;

    /// <summary>From 1.</summary>
    public int Version { get; } = version;
}
