namespace ActiveRecording.Domain.Dns;

/// <summary>What a directory number wants done.</summary>
public abstract record DnEffect
{
    private DnEffect()
    {
    }

    /// <summary>Answer a registration with 200 and all bindings.</summary>
    public sealed record Confirm(string RequestId) : DnEffect;

    /// <summary>Refuse a registration.</summary>
    public sealed record Refuse(string RequestId, RegistrationRefusal Refusal) : DnEffect;

    /// <summary>Let calls find the bindings as they are now.</summary>
    public sealed record Publish : DnEffect;

    /// <summary>Ask to expire bindings at an instant; null for never.</summary>
    public sealed record WatchExpiry(DateTimeOffset? Next) : DnEffect;
}

/// <summary>Why a registration is refused.</summary>
public enum RegistrationRefusal
{
    /// <summary>It asks for less than the least time: 423.</summary>
    IntervalTooBrief,

    /// <summary>A later one of the same Call-ID was seen before: 400.</summary>
    OutOfOrder,

    /// <summary>It has more addresses than a number may have: 403.</summary>
    TooManyContacts,
}
