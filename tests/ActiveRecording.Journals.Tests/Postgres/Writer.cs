using System.Text;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>
/// Writes one stream as an entity does: a refused append is sent again, one of unknown outcome is looked up first. Notes
/// what was acknowledged, to be compared with what the database has.
/// </summary>
internal sealed class Writer(StreamId stream, int shards)
{
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(5);
    private static readonly EventData Event = new("e", 1, Encoding.UTF8.GetBytes("{}"));

    public StreamId Stream { get; } = stream;

    public int Shard { get; } = stream.ShardOf(shards);

    /// <summary>Appends acknowledged, in order.</summary>
    public List<Guid> Acknowledged { get; } = [];

    /// <summary>Appends whose outcome was unknown at first.</summary>
    public int Unknown { get; private set; }

    /// <summary>Writes until it is told to stop or is fenced; true when it was fenced.</summary>
    /// <param name="journal">The owner's.</param>
    /// <param name="fence">What the owner was granted.</param>
    /// <param name="sequence">The last event, as replayed.</param>
    /// <param name="stop">Ends after the append at hand.</param>
    public async Task<bool> WriteAsync(IJournal journal, ShardEpoch fence, long sequence, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var append = new StreamAppend(Stream, sequence, fence, Guid.NewGuid(), [Event], false);
            while (true)
            {
                var outcome = await journal.AppendAsync(append, CancellationToken.None);
                if (outcome == AppendOutcome.Fenced) return true;
                if (outcome == AppendOutcome.Unknown) Unknown++;
                if (outcome == AppendOutcome.Appended || (outcome != AppendOutcome.Refused && await ContainsAsync(journal, append))) break;
                Assert.NotEqual(AppendOutcome.Conflict, outcome);
                await Task.Delay(BackOff, CancellationToken.None);
            }

            lock (Acknowledged) Acknowledged.Add(append.AppendId);
            sequence++;
        }

        return false;
    }

    private static async Task<bool> ContainsAsync(IJournal journal, StreamAppend append)
    {
        while (true)
        {
            try
            {
                return await journal.ContainsAppendAsync(append, CancellationToken.None);
            }
            catch (Npgsql.NpgsqlException)
            {
                await Task.Delay(BackOff);
            }
        }
    }
}
