using ActiveRecording.EventSourcing;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors;

/// <summary>Rebuilds the state of an entity from its stream.</summary>
internal static class Replay<TDecider, TState, TCommand, TEvent, TEffect>
    where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
    where TEvent : notnull
{
    public static async Task<Recovery<TState>> RunAsync(
        IJournal journal, JournalCodec<TEvent> codec, SnapshotCodec<TState>? snapshots, StreamId stream, ILogger log,
        CancellationToken stop)
    {
        var state = TDecider.Initial;
        var (sequence, snapshotSequence) = (0L, 0L);
        try
        {
            if (snapshots is not null
                && await journal.ReadSnapshotAsync(stream, stop) is { } snapshot
                && TryDecode(snapshots, snapshot, log, ref state)) sequence = snapshotSequence = snapshot.Sequence;
            await foreach (var stored in journal.ReadStreamAsync(stream, sequence, stop))
            {
                if (TryEvolve(codec, stored, sequence + 1, ref state) is { } flaw) return new Recovery<TState>.Unusable(flaw);
                sequence = stored.Sequence;
            }
        }
        catch (Exception exception)
        {
            return new Recovery<TState>.Unreadable(exception);
        }

        return new Recovery<TState>.Replayed(state, sequence, snapshotSequence);
    }

    /// <summary>A snapshot that this program does not know or cannot read is left out: the events say the same.</summary>
    private static bool TryDecode(SnapshotCodec<TState> codec, StreamSnapshot snapshot, ILogger log, ref TState state)
    {
        if (!codec.Knows(snapshot.Data)) return false;
        try
        {
            state = codec.Decode(snapshot.Data);
            return true;
        }
        catch (Exception exception)
        {
            log.SnapshotUnusable(exception, snapshot.Stream, snapshot.Sequence);
            return false;
        }
    }

    private static InvalidOperationException? TryEvolve(JournalCodec<TEvent> codec, StoredEvent stored, long expected, ref TState state)
    {
        if (stored.Sequence != expected)
            return new InvalidOperationException($"Event {expected} of {stored.Stream} is missing; the next one there is {stored.Sequence}");
        try
        {
            if (stored.Flaw is { } flaw) throw new InvalidOperationException(flaw);
            state = TDecider.Evolve(state, codec.Decode(stored.Data));
            return null;
        }
        catch (Exception exception)
        {
            return new InvalidOperationException(
                $"Event {stored.Sequence} of {stored.Stream} cannot be replayed: {exception.Message}", exception);
        }
    }
}
