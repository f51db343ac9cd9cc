using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Tests.Reception;

/// <summary>
/// A reorder buffer against the plainest thing that keeps its promises, for any stream: what was released, what is late, what is a
/// repetition, how many wait and how long.
/// </summary>
public sealed class Any_disorder
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Is_put_in_order_within_bounds(int seed)
    {
        var random = new Random(seed);
        var capacity = random.Next(1, 40);
        var deadline = TimeSpan.FromMilliseconds(random.Next(0, 120));
        var buffer = new ReorderBuffer<long>(capacity, deadline);
        var waiting = new SortedDictionary<long, DateTimeOffset>();
        var (next, released) = (long.MinValue, new HashSet<long>());
        var (highest, now) = (100_000L, T0);
        for (var step = 0; step < 5_000; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 25));
            highest += random.Next(0, 3);
            var sequence = highest - (random.Next(3) == 0 ? random.Next(0, 60) : 0);
            var expected = sequence < next ? ReorderVerdict.Late
                : waiting.ContainsKey(sequence) ? ReorderVerdict.Duplicate : ReorderVerdict.Accepted;
            Assert.Equal(expected, buffer.Add(sequence, now, sequence));
            if (expected == ReorderVerdict.Accepted) waiting.Add(sequence, now);

            while (buffer.TryTake(now, out var taken, out var packet))
            {
                Assert.Equal(taken, packet);
                Assert.Equal(waiting.Keys.First(), taken);
                Assert.True(taken == next || now - waiting[taken] >= deadline || waiting.Count > capacity, "it was released without a reason");
                Assert.True(released.Add(taken), "it was released twice");
                waiting.Remove(taken);
                next = taken + 1;
            }

            Assert.Equal(waiting.Count, buffer.Count);
            Assert.InRange(buffer.Count, 0, capacity);
            if (waiting.Count == 0) Assert.Null(buffer.Due);
            else
            {
                Assert.Equal(waiting.First().Value + deadline, buffer.Due);
                Assert.True(waiting.First().Key != next && now < buffer.Due, "it is due and waits");
            }
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];
}
