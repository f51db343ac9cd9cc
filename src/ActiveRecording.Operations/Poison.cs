namespace ActiveRecording.Operations;

/// <summary>A command that made its entity fail. The entity started again from the journal without it, or stopped.</summary>
/// <param name="At">When.</param>
/// <param name="Entity">Kind and identifier: <c>call/01AE…</c>.</param>
/// <param name="Kind">The command's name; <c>Resume</c> for what is outstanding after a replay.</param>
/// <param name="Command">What it said, JSON; of a long one the beginning.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="Details">Where it went wrong.</param>
/// <param name="Failures">How often the entity had failed by then, one after another.</param>
/// <param name="IsStopped">Whether that was once too often.</param>
public sealed record Poison(
    DateTimeOffset At, string Entity, string Kind, string? Command, string Failure, string Details, int Failures, bool IsStopped);
