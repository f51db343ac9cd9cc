using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Dns;

/// <summary>What happened to a directory number. Stored for ever: fields are only added.</summary>
/// <param name="At">When.</param>
public abstract record DnEvent(DateTimeOffset At);

/// <summary>A phone registered an address, or refreshed it.</summary>
[JournalName("dn-registered", version: 1)]
public sealed record DnRegistered(DateTimeOffset At, Binding Binding) : DnEvent(At);

/// <summary>An address is no longer registered.</summary>
/// <param name="At">When.</param>
/// <param name="Key">Which.</param>
/// <param name="Cause">Why.</param>
[JournalName("dn-unregistered", version: 1)]
public sealed record DnUnregistered(DateTimeOffset At, string Key, UnregistrationCause Cause) : DnEvent(At);

/// <summary>Why an address is no longer registered.</summary>
public enum UnregistrationCause
{
    /// <summary>The phone took it back.</summary>
    Removed,

    /// <summary>The phone did not refresh it in time.</summary>
    Expired,

    /// <summary>There were too many; it would have expired first.</summary>
    Displaced,
}
