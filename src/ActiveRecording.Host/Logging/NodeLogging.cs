using ActiveRecording.Host.Configuration;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Logging;

/// <summary>Sets the console logger up as configured.</summary>
public static class NodeLogging
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z '";

    /// <summary>One line per message on standard output, as text or JSON, time in UTC.</summary>
    public static ILoggingBuilder AddNodeConsole(this ILoggingBuilder logging, LoggingOptions options)
    {
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", options.Level > LogLevel.Warning ? options.Level : LogLevel.Warning);
        foreach (var (category, level) in options.Levels) logging.AddFilter(category, level);
        if (options.Json)
        {
            logging.AddJsonConsole(static console => (console.TimestampFormat, console.UseUtcTimestamp) = (Timestamp.Trim(), true));
        }
        else
        {
            logging.AddSimpleConsole(static console =>
                (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, Timestamp, true));
        }
        return logging;
    }

    /// <summary>A factory of its own, for a node without a web surface.</summary>
    public static ILoggerFactory Create(LoggingOptions options) =>
        LoggerFactory.Create(logging => logging.AddNodeConsole(options));
}
