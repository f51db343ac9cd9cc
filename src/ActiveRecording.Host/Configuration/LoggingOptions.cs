using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Configuration;

/// <summary>What is logged and how it looks.</summary>
/// <param name="Json">One JSON object per line instead of text.</param>
/// <param name="Level">From which level on a message is written.</param>
/// <param name="Levels">Other levels by the beginning of a category, for example <c>ActiveRecording.Sip</c>.</param>
public sealed record LoggingOptions(bool Json, LogLevel Level, IReadOnlyDictionary<string, LogLevel> Levels)
{
    internal static LoggingOptions Read(Settings logging) => new(
        logging.OneOf("format", ("text", false), ("json", true)),
        LevelOf(logging, "level"),
        logging.Entries("levels").ToDictionary(
            static level => level.Name, level => LevelOf(logging.Section("levels"), level.Name), StringComparer.Ordinal));

    private static LogLevel LevelOf(Settings section, string key) => section.OneOf(
        key,
        ("information", LogLevel.Information),
        ("trace", LogLevel.Trace),
        ("debug", LogLevel.Debug),
        ("warning", LogLevel.Warning),
        ("error", LogLevel.Error),
        ("critical", LogLevel.Critical),
        ("none", LogLevel.None));
}
