using ActiveRecording.Domain.Calls;

namespace ActiveRecording.SipServer;

/// <summary>What kind of endpoint a directory number is.</summary>
public enum DnType
{
    /// <summary>A phone that registers or has a static contact.</summary>
    Extension,

    /// <summary>A line to another switch, with a static contact, chosen by the prefix of the number dialled.</summary>
    Trunk,
}

/// <summary>A configured directory number.</summary>
public sealed record DnOptions
{
    /// <summary>Its number or name; alphanumeric.</summary>
    public required string Number { get; init; }

    /// <summary>What it is.</summary>
    public DnType Type { get; init; }

    /// <summary>For registrations and calls by digest; null lets nobody authenticate.</summary>
    public string? Password { get; init; }

    /// <summary>A SIP URI where it is reached without registering; required of a trunk.</summary>
    public string? Contact { get; init; }

    /// <summary>Of a trunk: numbers that start with it leave by the trunk, the longest prefix first; null for none.</summary>
    public string? Prefix { get; init; }

    /// <summary>Of a trunk: whether the prefix is taken off what is dialled.</summary>
    public bool StripPrefix { get; init; } = true;

    /// <summary>
    /// Whether it belongs to the trust domain: what it asserts of its callers is believed, and it is told what callers want
    /// kept private (RFC 3325).
    /// </summary>
    public bool Trusted { get; init; }

    /// <summary>Its calls are recorded full-time.</summary>
    public bool Record { get; init; }

    /// <summary>No recording, no call: without a Media Server its recorded calls are refused.</summary>
    public bool RecordRequired { get; init; }

    /// <summary>What its configuration says about recording.</summary>
    public RecordingWish Wish => new(Record, RecordRequired);
}
