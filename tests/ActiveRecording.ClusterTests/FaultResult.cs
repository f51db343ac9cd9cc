namespace ActiveRecording.ClusterTests;

/// <summary>What came of one fault.</summary>
/// <param name="Name">Of the fault.</param>
/// <param name="Calls">That were up.</param>
/// <param name="DialogsLost">One line each.</param>
/// <param name="EventsLost">One line each.</param>
/// <param name="EventsDoubled">One line each.</param>
/// <param name="Recoveries">How long each affected call waited for an answer at most, shortest first.</param>
/// <param name="Afterwards">The same of what was asked after the fault, while the cluster became whole again.</param>
/// <param name="Problems">What else is not as it should be.</param>
internal sealed record FaultResult(
    string Name,
    int Calls,
    IReadOnlyList<string> DialogsLost,
    IReadOnlyList<string> EventsLost,
    IReadOnlyList<string> EventsDoubled,
    IReadOnlyList<TimeSpan> Recoveries,
    IReadOnlyList<TimeSpan> Afterwards,
    IReadOnlyList<string> Problems)
{
    public bool Passed => DialogsLost.Count + EventsLost.Count + EventsDoubled.Count + Problems.Count == 0;

    /// <summary>As in the contract.</summary>
    public IEnumerable<(string Name, double Value)> Metrics =>
    [
        ("calls", Calls),
        ("dialogsLost", DialogsLost.Count),
        ("eventsLost", EventsLost.Count),
        ("eventsDoubled", EventsDoubled.Count),
        ("recoveryP50Millis", Recoveries.Percentile(0.5).TotalMilliseconds),
        ("recoveryP99Millis", Recoveries.Percentile(0.99).TotalMilliseconds),
        ("afterwardsP99Millis", Afterwards.Percentile(0.99).TotalMilliseconds),
    ];
}
