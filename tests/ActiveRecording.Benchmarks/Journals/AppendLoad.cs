using System.Diagnostics;
using System.Diagnostics.Metrics;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>Streams that append one event after the other, each waiting for its own.</summary>
internal sealed class AppendLoad
{
    public const int Shards = 16;
    private static int runs;
    private readonly IJournal journal;
    private readonly Writer[] writers;
    private long commits;

    public AppendLoad(IJournalSubject subject, int streams)
    {
        journal = subject.Journal;
        var fences = journal.TakeOverAsync([.. Enumerable.Range(0, Shards)], CancellationToken.None).GetAwaiter().GetResult();
        var run = Interlocked.Increment(ref runs);
        writers = [.. Enumerable.Range(0, streams).Select(number => new Writer(new StreamId("sample", $"{run}-{number}"), fences))];
    }

    /// <summary>Lets all of them append for a while.</summary>
    public (double PerSecond, double PerBatch) Run(TimeSpan time)
    {
        commits = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "journal_commit") listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref commits));
        listener.Start();
        var before = writers.Sum(writer => writer.Sequence);
        var watch = Stopwatch.StartNew();
        Task.WhenAll(writers.Select(writer => Task.Run(() => writer.RunAsync(journal, watch, time)))).GetAwaiter().GetResult();
        var events = writers.Sum(writer => writer.Sequence) - before;
        return (events / watch.Elapsed.TotalSeconds, events / (double)Math.Max(1, commits));
    }

    private sealed class Writer(StreamId stream, IReadOnlyList<ShardEpoch> fences)
    {
        private static readonly EventData[] Events = [SampleTaken.Stored];
        private readonly ShardEpoch fence = fences[stream.ShardOf(Shards)];

        public long Sequence { get; private set; }

        public async Task RunAsync(IJournal journal, Stopwatch watch, TimeSpan time)
        {
            while (watch.Elapsed < time)
            {
                var outcome = await journal.AppendAsync(
                    new(stream, Sequence, fence, Guid.NewGuid(), Events, Ended: false), CancellationToken.None);
                if (outcome != AppendOutcome.Appended) throw new InvalidOperationException($"{stream}: {outcome}");
                Sequence++;
            }
        }
    }
}
