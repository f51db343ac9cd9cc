namespace ActiveRecording.Reporting;

/// <summary>An event, or a row that should be one, that the read models do not reflect.</summary>
/// <param name="Shard">The shard it is in.</param>
/// <param name="Position">Its position there.</param>
/// <param name="What">What it is, for people.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record LeftOutEvent(int Shard, long Position, string What, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{What} (shard {Shard}, position {Position}): {Reason}");
}
