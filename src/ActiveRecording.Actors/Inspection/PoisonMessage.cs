using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Inspection;

/// <summary>A command that made its entity fail. It was not decided, or not spoken to the end, and is not repeated.</summary>
/// <param name="At">When it failed.</param>
/// <param name="Stream">The entity.</param>
/// <param name="Kind">The command's name; <c>Resume</c> for what is outstanding after a replay.</param>
/// <param name="Command">What it said, JSON for people; of a long one the beginning. Null where the failure is no command's.</param>
/// <param name="Failure">What went wrong, in one sentence.</param>
/// <param name="Details">Where it went wrong.</param>
/// <param name="Failures">How often the entity had failed by then, one after another.</param>
/// <param name="IsStopped">Whether that was once too often.</param>
public sealed record PoisonMessage(
    DateTimeOffset At, StreamId Stream, string Kind, string? Command, string Failure, string Details, int Failures, bool IsStopped)
{
    /// <summary>Characters kept of a command.</summary>
    private const int LongestCommand = 4_096;

    /// <summary>Characters kept of an exception with all that is below it.</summary>
    private const int LongestDetails = 8_192;

    internal static PoisonMessage Of(DateTimeOffset at, StreamId stream, object? command, Exception failure, int failures, bool isStopped) => new(
        at, stream, KindOf(command), command is null or string ? null : Cut(TextOf(command), LongestCommand),
        Cut($"{failure.GetType().Name}: {failure.Message}", LongestDetails), Cut(failure.ToString(), LongestDetails), failures, isStopped);

    private static string KindOf(object? command) => command switch
    {
        null => "-",
        string word => word,
        _ => command.GetType().Name,
    };

    /// <summary>What cannot even be shown must do no further harm.</summary>
    private static string TextOf(object command)
    {
        try
        {
            return StateText.Of(command);
        }
        catch (Exception exception)
        {
            return $"cannot be shown: {exception.Message}";
        }
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
