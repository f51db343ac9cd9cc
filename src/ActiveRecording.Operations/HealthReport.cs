namespace ActiveRecording.Operations;

/// <summary>The body of a health page.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Reasons">Why not ready.</param>
/// <param name="Degraded">What the node does without although it works: somebody has to look at it. Absent when there is nothing.</param>
public sealed record HealthReport(string Status, IReadOnlyList<string> Reasons, IReadOnlyList<string>? Degraded);
