namespace ActiveRecording.Operations;

/// <summary>A line of a node's log.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Level"><c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c> or <c>critical</c>.</param>
/// <param name="Category">Which part of the program says so.</param>
/// <param name="Event">The number of the message.</param>
/// <param name="Text">The message, and the exception below it.</param>
public sealed record LogLine(DateTimeOffset At, string Level, string Category, int Event, string Text);
