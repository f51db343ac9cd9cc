using System.Text.Json.Serialization;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>What became of one branch of a forked INVITE.</summary>
public enum ForkStatus
{
    /// <summary>It rings.</summary>
    Early,

    /// <summary>Its 2xx came first: the session.</summary>
    Confirmed,

    /// <summary>Its 2xx came later: acknowledged and ended by BYE.</summary>
    Surplus,
}

/// <summary>One branch of a forked INVITE.</summary>
/// <param name="Dialog">Recognised by its To tag.</param>
/// <param name="Status">What became of it.</param>
public sealed record Fork(DialogState Dialog, ForkStatus Status);

/// <summary>The dialogs that one INVITE has made so far (RFC 3261 §13.2.2); can be journalled.</summary>
/// <param name="Forks">In the order in which they were heard of.</param>
public sealed record ForkedInvite(IReadOnlyList<Fork> Forks)
{
    /// <summary>Before any response.</summary>
    public static ForkedInvite None { get; } = new([]);

    /// <summary>The session, once there is one.</summary>
    [JsonIgnore]
    public DialogState? Confirmed => Forks.FirstOrDefault(fork => fork.Status == ForkStatus.Confirmed)?.Dialog;

    /// <inheritdoc/>
    public bool Equals(ForkedInvite? other) => other is not null && Forks.SequenceEqual(other.Forks);

    /// <inheritdoc/>
    public override int GetHashCode() => Forks.Count;
}
