using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <summary>Rebuilds the state of an entity from its stream.</summary>
internal static class Replay<TDecider, TState, TCommand, TEvent, TEffect>
    where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
    where TEvent : notnull
{
    public static async Task<Recovery<TState>> RunAsync(
        IJournal journal, JournalCodec<TEvent> codec, StreamId stream, CancellationToken stop)
    {
        var state = TDecider.Initial;
        var sequence = 0L;
        try
        {
            await foreach (var stored in journal.ReadStreamAsync(stream, 0, stop).ConfigureAwait(false))
            {
                if (TryEvolve(codec, stored, ref state) is { } flaw) return new Recovery<TState>.Unusable(flaw);
                sequence = stored.Sequence;
            }
        }
        catch (Exception exception)
        {
            return new Recovery<TState>.Unreadable(exception);
        }

        return new Recovery<TState>.Replayed(state, sequence);
    }

    private static InvalidOperationException? TryEvolve(JournalCodec<TEvent> codec, StoredEvent stored, ref TState state)
    {
        try
        {
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
