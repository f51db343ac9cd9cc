using Microsoft.Extensions.Logging;

namespace ActiveRecording.Sip.Tests.Endpoint;

/// <summary>A log that is a list.</summary>
internal sealed class Lines : ILogger
{
    public List<(LogLevel Level, int Id, string Text)> All { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Add((level, id.Id, $"{formatter(state, exception)} {exception}"));
}
