using ActiveRecording.Rtp.Reception;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Rtp.Tests.Reception;

public sealed class A_reorder_buffer
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void Releases_in_order_at_once_when_nothing_is_missing()
    {
        var buffer = Started();
        Assert.Equal(ReorderVerdict.Accepted, buffer.Add(12, T0, "12"));
        Assert.Empty(Take(buffer, T0));

        buffer.Add(11, T0, "11");

        Assert.Equal(["11", "12"], Take(buffer, T0));
    }

    [Fact]
    public void Gives_a_missing_packet_up_at_the_deadline()
    {
        var buffer = Started();
        buffer.Add(12, T0, "12");
        Assert.Equal(T0 + Deadline, buffer.Due);

        Assert.Empty(Take(buffer, T0 + Deadline - TimeSpan.FromTicks(1)));
        Assert.Equal(["12"], Take(buffer, T0 + Deadline));
        Assert.Equal(ReorderVerdict.Late, buffer.Add(11, T0 + Deadline, "11"));
    }

    [Fact]
    public void Tells_copies_from_stragglers()
    {
        var buffer = Started();
        buffer.Add(12, T0, "12");

        Assert.Equal(ReorderVerdict.Duplicate, buffer.Add(12, T0, "again"));
        Assert.Equal(ReorderVerdict.Late, buffer.Add(10, T0, "10"));
    }

    [Fact]
    public void Does_not_hold_more_than_its_capacity()
    {
        var buffer = Started();
        for (long sequence = 12; sequence < 12 + 4; sequence++) buffer.Add(sequence, T0, $"{sequence}");
        Assert.Empty(Take(buffer, T0));

        buffer.Add(20, T0, "20");

        Assert.Equal(["12", "13", "14", "15"], Take(buffer, T0));
        Assert.Equal(1, buffer.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Releases_every_packet_once_and_in_order_whatever_the_disorder(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        var arrivals = Enumerable.Range(0, 2_000)
            .Where(_ => chance.NextUInt64() % 10 != 0)
            .Select(number => (Number: (long)number, At: T0.AddMilliseconds(20 * number + (double)(chance.NextUInt64() % 55))))
            .OrderBy(packet => packet.At)
            .ToList();
        var buffer = new ReorderBuffer<string>(16, TimeSpan.FromMilliseconds(100));
        var released = new List<string>();
        foreach (var (number, at) in arrivals)
        {
            Assert.Equal(ReorderVerdict.Accepted, buffer.Add(number, at, $"{number}"));
            released.AddRange(Take(buffer, at));
        }

        released.AddRange(Take(buffer, DateTimeOffset.MaxValue));
        Assert.Equal(arrivals.Select(packet => packet.Number).Order().Select(number => $"{number}"), released);
    }

    private static ReorderBuffer<string> Started()
    {
        var buffer = new ReorderBuffer<string>(4, Deadline);
        buffer.Add(10, T0 - Deadline, "10");
        Assert.Equal(["10"], Take(buffer, T0));
        return buffer;
    }

    private static List<string> Take(ReorderBuffer<string> buffer, DateTimeOffset now)
    {
        var taken = new List<string>();
        while (buffer.TryTake(now, out _, out var packet)) taken.Add(packet);
        return taken;
    }
}
