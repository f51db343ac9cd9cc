namespace ActiveRecording.Actors;

/// <summary>The entity does not answer: it failed too often, its shard was taken over, or its region is stopped.</summary>
public sealed class EntityStoppedException(string entity, string reason) : Exception($"{entity} is stopped: {reason}")
{
    /// <summary>Category and identifier.</summary>
    public string Entity { get; } = entity;
}
