namespace ActiveRecording.SystemTests.Faults;

/// <summary>What came of a run.</summary>
/// <param name="Name">Repeats it: <see cref="FaultRun.Replay"/>.</param>
/// <param name="Broken">The first invariant that does not hold; null if all do.</param>
/// <param name="Ladder">What happened, if one does not.</param>
internal sealed record Verdict(string Name, string? Broken, string Ladder)
{
    /// <summary>For the reader of a failed test.</summary>
    public override string ToString() => $"{Name}: {Broken ?? "holds"}\n{Ladder}";
}
