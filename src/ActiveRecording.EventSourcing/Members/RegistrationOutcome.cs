namespace ActiveRecording.EventSourcing.Members;

/// <summary>What became of a registration.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>The node is joining; earlier incarnations of its name are down.</summary>
    public sealed record Registered(long Incarnation) : RegistrationOutcome;

    /// <summary>The node must not join.</summary>
    /// <param name="Reason">For its log and its operator.</param>
    public sealed record Refused(string Reason) : RegistrationOutcome;
}

/// <summary>What became of an attempt to depose.</summary>
public enum DeposeOutcome
{
    /// <summary>The other one is down from now on.</summary>
    Deposed,

    /// <summary>Somebody was first.</summary>
    AlreadyDown,

    /// <summary>Nothing was changed: the deposer itself is down.</summary>
    NotAlive,
}
