namespace ActiveRecording.Sip.Transactions;

/// <summary>A timer of an endpoint (RFC 3261 §17); the default value is one that is over.</summary>
public readonly struct RunningTimer
{
    private readonly TimerTable.Entry? entry;

    internal RunningTimer(TimerTable.Entry entry) => this.entry = entry;

    /// <summary>Makes sure that it does not fire any more. To be called on the strand only.</summary>
    public void Cancel() => entry?.Take();
}
