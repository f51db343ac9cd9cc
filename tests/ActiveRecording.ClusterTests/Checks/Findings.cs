namespace ActiveRecording.ClusterTests.Checks;

/// <summary>What the journal has too little or too much.</summary>
/// <param name="Lost">One line for each event that is acknowledged and not there, or each hole.</param>
/// <param name="Doubled">One line for each event that is there twice, or should not be there.</param>
internal sealed record Findings(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled);
