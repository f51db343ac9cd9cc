using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Reporting.Tests;

/// <summary>A journal, a projection that reads it, and what became of it.</summary>
internal sealed class Desk
{
    private static readonly JournalCodec<CallEvent> Calls = new(CallJournal.Default);
    private static readonly JournalCodec<RecordingEvent> Recordings = new(RecordingJournal.Default);
    private static readonly JournalCodec<RecordingSessionEvent> Sessions = new(RecordingSessionJournal.Default);
    private readonly Dictionary<StreamId, long> sequences = [];
    private readonly List<ProjectionRunner> runners = [];

    public Simulator Simulator { get; } = new();

    public MemoryJournal Journal { get; } = new();

    public MemoryReadModels Store { get; } = new();

    public ReportingQueries Queries => new(Store);

    public RecordingDocument? Recording => Queries.RecordingAsync(Told.RecordingId, CancellationToken.None).Result;

    public CallDocument? Call => Queries.CallAsync(Told.CallUuid, CancellationToken.None).Result;

    public IReadOnlyList<CallDocument> CallDetailRecords =>
        Queries.CallDetailRecordsAsync(new ReadModelFilter(), CancellationToken.None).Result.Items;

    /// <param name="polling">Nobody rings.</param>
    /// <param name="through">How it sees the read models, if not directly.</param>
    /// <param name="shards">What it projects, if not everything.</param>
    public ProjectionRunner Projected(bool polling = false, IReadModelStore? through = null, params IReadOnlyList<int> shards)
    {
        var runner = new ProjectionRunner(
            Journal, polling ? null : Journal, through ?? Store, shards.Count == 0 ? [.. Enumerable.Range(0, 16)] : shards,
            Simulator.Time, NullLogger.Instance) { IsKnown = data => !data.Name.StartsWith("unheard", StringComparison.Ordinal) };
        runners.Add(runner);
        Simulator.Run(() =>
        {
            runner.Start();
            return Task.CompletedTask;
        });
        Settle();
        return runner;
    }

    public void Stop()
    {
        foreach (var runner in runners) Simulator.Run(() => runner.DisposeAsync().AsTask());
        runners.Clear();
    }

    public void Tell(params IEnumerable<CallEvent> events) =>
        Append(new StreamId("call", Told.CallUuid), [.. events.Select(Calls.Encode)]);

    public void Tell(params IEnumerable<RecordingEvent> events) =>
        Append(new StreamId("recording", Told.RecordingId), [.. events.Select(Recordings.Encode)]);

    public void Tell(int session, params IEnumerable<RecordingSessionEvent> events) =>
        Append(new StreamId("recording-session", $"{Told.RecordingId}-{session}"), [.. events.Select(Sessions.Encode)]);

    public void Append(StreamId stream, params IReadOnlyList<EventData> events)
    {
        var shard = stream.ShardOf(16);
        var fence = Journal.TakeOverAsync([shard], CancellationToken.None).Result[0];
        var sequence = sequences.GetValueOrDefault(stream);
        var append = new StreamAppend(stream, sequence, fence, Guid.NewGuid(), events, false);
        Assert.Equal(AppendOutcome.Appended, Journal.AppendAsync(append, CancellationToken.None).Result);
        sequences[stream] = sequence + events.Count;
        Settle();
    }

    public void Settle() => Simulator.RunFor(TimeSpan.Zero);
}
