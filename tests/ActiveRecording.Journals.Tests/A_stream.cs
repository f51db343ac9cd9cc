using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Tests;

public sealed class A_stream
{
    [Fact]
    public void Belongs_to_the_same_shard_in_every_process()
    {
        Assert.Equal(12, new StreamId("call", "01AE904GK088LFQD2CGB02LAES0000EP").ShardOf(16));
        Assert.Equal(5, new StreamId("dn", "1001").ShardOf(16));
    }

    [Fact]
    public void Is_one_of_many_spread_evenly()
    {
        var counts = new int[16];
        for (var number = 0; number < 16_000; number++) counts[new StreamId("call", $"{number:D32}").ShardOf(16)]++;

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void Is_read_back_from_its_text() =>
        Assert.Equal(new StreamId("call", "a/b"), StreamId.Parse(new StreamId("call", "a/b").ToString()));
}
