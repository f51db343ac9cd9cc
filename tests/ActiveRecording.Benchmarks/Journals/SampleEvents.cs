using System.Diagnostics;
using System.Text.Json.Serialization;
using ActiveRecording.Actors;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>An event of a usual size: about 250 bytes of JSON.</summary>
[JournalName("sample-taken", 1)]
internal sealed record SampleTaken(DateTimeOffset At, string CallUuid, string Dn, string OtherDn, string Description)
{
    public static JournalCodec<SampleTaken> Codec { get; } = new(SampleJson.Default);

    public static EventData Stored { get; } = Codec.Encode(new SampleTaken(
        new DateTimeOffset(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero), "01AE904GK088LFQD2CGB02LAES0000EP", "1001", "1003",
        "v=0 o=- 1 1 IN IP4 127.0.0.1 s=- c=IN IP4 127.0.0.1 t=0 0 m=audio 16000 RTP/AVP 0 8 a=sendrecv"));

    /// <summary>Events read by shard and decoded, per second.</summary>
    public static double ReplayedPerSecond(IJournal journal, int shards)
    {
        var watch = Stopwatch.StartNew();
        var events = 0;
        for (var shard = 0; shard < shards; shard++)
        {
            foreach (var stored in journal.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable())
            {
                Codec.Decode(stored.Data);
                events++;
            }
        }

        return events / watch.Elapsed.TotalSeconds;
    }
}

[JsonSerializable(typeof(SampleTaken))]
internal sealed partial class SampleJson : JsonSerializerContext;
