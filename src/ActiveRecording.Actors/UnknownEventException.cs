namespace ActiveRecording.Actors;

/// <summary>The journal holds, or an entity produced, an event that this program has no name for.</summary>
public sealed class UnknownEventException(string message) : Exception(message)
{
    /// <summary>An event read back whose name and version are unknown.</summary>
    public UnknownEventException(string name, int version)
        : this($"Event '{name}' version {version} is unknown to this program; was it written by a newer one?")
    {
    }

    internal static UnknownEventException Of(Type type) => new($"Event type {type} is not in the journal codec");
}
