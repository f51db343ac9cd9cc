namespace ActiveRecording.EventSourcing.Members;

/// <summary>How far a node's incarnation has come; it only ever moves forward.</summary>
public enum MemberState
{
    /// <summary>Registered, meeting the others; owns nothing yet.</summary>
    Joining,

    /// <summary>May own shards.</summary>
    Up,

    /// <summary>Hands its shards over and takes no new ones.</summary>
    Leaving,

    /// <summary>Over, by its own will or deposed; it never comes back, its node registers a new incarnation.</summary>
    Down,
}
