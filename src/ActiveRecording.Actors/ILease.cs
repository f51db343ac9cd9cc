namespace ActiveRecording.Actors;

/// <summary>Whether this node may act, as far as it can know without asking: it was not asleep just now.</summary>
public interface ILease
{
    /// <summary>Read before every turn of an entity.</summary>
    bool IsHeld { get; }
}

/// <summary>The lease of a node without others.</summary>
internal sealed class AlwaysHeld : ILease
{
    public static AlwaysHeld Instance { get; } = new();

    public bool IsHeld => true;
}
