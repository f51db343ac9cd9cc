using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ActiveRecording.Operations;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Operators;

/// <summary>The last lines of the node's log, and those to come.</summary>
internal sealed class LogTail(TimeProvider time) : ILoggerProvider
{
    /// <summary>Lines kept, and lines that may wait for one reader; beyond either the oldest are dropped.</summary>
    private const int Lines = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<LogLine> kept = new();
    private readonly List<Channel<LogLine>> readers = [];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        lock (gate) readers.ForEach(static reader => reader.Writer.TryComplete());
    }

    /// <summary>Lines, oldest first; parameters as of <see cref="JournalTail.ReadAsync"/>.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(
        int last, bool follow, CancellationToken over, [EnumeratorCancellation] CancellationToken stop)
    {
        var coming = Channel.CreateBounded<LogLine>(
            new BoundedChannelOptions(Lines) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        using var hangUp = over.Register(() => coming.Writer.TryComplete());
        try
        {
            foreach (var line in Subscribe(coming, last)) yield return line;
            if (!follow) yield break;
            await foreach (var line in coming.Reader.ReadAllAsync(stop)) yield return line;
        }
        finally
        {
            lock (gate) readers.Remove(coming);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private LogLine[] Subscribe(Channel<LogLine> coming, int last)
    {
        lock (gate)
        {
            readers.Add(coming);
            return [.. kept.TakeLast(last)];
        }
    }

    private void Add(LogLine line)
    {
        lock (gate)
        {
            if (kept.Count == Lines) kept.Dequeue();
            kept.Enqueue(line);
            foreach (var reader in readers) reader.Writer.TryWrite(line);
        }
    }

    private sealed class Category(LogTail tail, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            tail.Add(new LogLine(
                tail.Now, logLevel.ToString().ToLowerInvariant(), name, eventId.Id,
                exception is null ? text : $"{text}\n{exception}"));
        }
    }
}
