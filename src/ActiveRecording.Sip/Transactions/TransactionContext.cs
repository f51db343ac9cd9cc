using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>What every transaction of an endpoint works with.</summary>
/// <param name="Outbox">Where messages leave.</param>
/// <param name="Timers">Running timers.</param>
/// <param name="Durations">How long they run.</param>
/// <param name="Meter">Counters.</param>
internal sealed record TransactionContext(Outbox Outbox, TimerTable Timers, SipTimers Durations, SipMeter Meter)
{
    /// <summary>100 Trying is the user's to say.</summary>
    public bool HoldsTrying { get; init; }
}
