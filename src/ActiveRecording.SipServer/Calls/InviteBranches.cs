namespace ActiveRecording.SipServer.Calls;

/// <summary>One of the phones that an INVITE rings.</summary>
/// <param name="Branch">Of its transaction.</param>
/// <param name="Target">Its URI.</param>
public sealed record InviteBranch(string Branch, string Target);

/// <summary>An INVITE that rings all phones of a number at once (RFC 3261 §16.6, §16.7). Compared by content.</summary>
/// <param name="Open">Without a final response.</param>
/// <param name="Status">The best refusal so far; 0 for none.</param>
/// <param name="Reason">Its phrase.</param>
public sealed record InviteBranches(IReadOnlyList<InviteBranch> Open, int Status = 0, string Reason = "")
{
    private const int SixthClass = 600;

    /// <summary>Whether one of its transactions has no final response.</summary>
    public bool Has(string branch) => Open.Any(open => open.Branch == branch);

    /// <summary>Where a transaction went; null for none of these.</summary>
    public string? TargetOf(string branch) => Open.FirstOrDefault(open => open.Branch == branch)?.Target;

    /// <summary>One of the phones refuses: the best refusal is what counts when all have.</summary>
    public InviteBranches Refused(string branch, int status, string reason)
    {
        IReadOnlyList<InviteBranch> open = [.. Open.Where(other => other.Branch != branch)];
        return Status == 0 || RankOf(status) < RankOf(Status) ? new(open, status, reason) : this with { Open = open };
    }

    /// <inheritdoc/>
    public bool Equals(InviteBranches? other) =>
        other is not null && Status == other.Status && Reason == other.Reason && Open.SequenceEqual(other.Open);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Open.Count, Status);

    /// <summary>
    /// RFC 3261 §16.7, step 6: a phone that speaks for all of them, then the lowest class; of one class, first what a
    /// phone has said, then what its silence or our CANCEL led to.
    /// </summary>
    private static int RankOf(int status) => status >= SixthClass ? 0 : status / 100 * 2 + (status is 408 or 480 or 487 ? 1 : 0);
}
