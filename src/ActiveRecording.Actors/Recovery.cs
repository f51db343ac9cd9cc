namespace ActiveRecording.Actors;

/// <summary>What a replay came to.</summary>
internal abstract record Recovery<TState>
{
    private Recovery()
    {
    }

    /// <summary>Everything was read.</summary>
    /// <param name="State">The state after the last event.</param>
    /// <param name="Sequence">The last event's number, 0 without events.</param>
    /// <param name="SnapshotSequence">The last event that its snapshot reflects, 0 without one.</param>
    public sealed record Replayed(TState State, long Sequence, long SnapshotSequence) : Recovery<TState>;

    /// <summary>The journal did not answer; it may the next time.</summary>
    public sealed record Unreadable(Exception Reason) : Recovery<TState>;

    /// <summary>An event is unknown to this program or does not fit; it will not the next time either.</summary>
    public sealed record Unusable(Exception Reason) : Recovery<TState>;
}
