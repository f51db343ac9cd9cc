namespace ActiveRecording.Operations;

/// <summary>A part of a list, newest first.</summary>
/// <param name="Items">The part.</param>
/// <param name="Next">The <c>cursor</c> that fetches what is older; absent on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
