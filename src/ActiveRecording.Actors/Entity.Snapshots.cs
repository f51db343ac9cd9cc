using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Keeping the state from time to time, so that the next replay is short. Nobody waits for it.</content>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect>
{
    private long snapshotSequence;

    private void SnapshotIfDue()
    {
        if (region.Snapshots is not { } codec || region.Options.SnapshotEvery <= 0) return;
        if (TDecider.IsEnded(state)) return;
        if (sequence - snapshotSequence < region.Options.SnapshotEvery) return;
        snapshotSequence = sequence;
        _ = SaveAsync(codec, state, sequence);
    }

    /// <summary>A snapshot that fails is logged and tried again with the next one due.</summary>
    private async Task SaveAsync(SnapshotCodec<TState> codec, TState kept, long at)
    {
        try
        {
            await region.Journal.SaveSnapshotAsync(new StreamSnapshot(Stream, at, codec.Encode(kept)), CancellationToken.None);
        }
        catch (Exception exception)
        {
            region.Log.SnapshotNotKept(exception, Stream, at);
        }
    }
}
