using ActiveRecording.EventSourcing;

namespace ActiveRecording.Host.Operators;

/// <summary>How far somebody has read, in one stream or in shards.</summary>
internal sealed class JournalPlace
{
    private readonly StreamId? stream;
    private readonly Dictionary<int, long> positions;
    private long sequence;

    private JournalPlace(StreamId? stream, Dictionary<int, long> positions) => (this.stream, this.positions) = (stream, positions);

    /// <summary>The beginning of a stream.</summary>
    public static JournalPlace OfStream(StreamId stream) => new(stream, []);

    /// <summary>Behind these positions.</summary>
    public static JournalPlace OfShards(Dictionary<int, long> positions) => new(null, positions);

    /// <summary>What is behind the place; the place moves on.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadOnAsync(IJournal journal, CancellationToken stop)
    {
        var read = new List<StoredEvent>();
        if (stream is { } one)
        {
            await foreach (var stored in journal.ReadStreamAsync(one, sequence, stop))
            {
                read.Add(stored);
                sequence = stored.Sequence;
            }
        }

        foreach (var shard in positions.Keys.ToList())
        {
            await foreach (var stored in journal.ReadShardAsync(shard, positions[shard], stop))
            {
                read.Add(stored);
                positions[shard] = stored.Position;
            }
        }

        return read;
    }
}
