using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Tests.Endpoints;

public sealed class A_packet_ring
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Against a plain list, with packets of all lengths, trims and clears in an order drawn from the seed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keeps_the_latest_packets_whole_and_in_order(int seed)
    {
        var random = new Random(seed);
        const int Capacity = 50;
        var ring = new PacketRing(Capacity);
        var expected = new List<(byte[] Bytes, DateTimeOffset Arrival)>();
        for (var step = 0; step < 20_000; step++)
        {
            var now = Start.AddMilliseconds(step);
            var packet = new byte[random.Next(10) == 0 ? random.Next(3000) : random.Next(200)];
            random.NextBytes(packet);
            Assert.Equal(expected.Count == Capacity, ring.Add(packet, now));
            expected.Add((packet, now));
            if (expected.Count > Capacity) expected.RemoveAt(0);
            if (random.Next(5) == 0)
            {
                var earliest = now.AddMilliseconds(-random.Next(60));
                Assert.Equal(expected.RemoveAll(kept => kept.Arrival < earliest), ring.TrimBefore(earliest));
            }

            if (random.Next(2000) == 0)
            {
                ring.Clear();
                expected.Clear();
            }

            Assert.Equal(expected.Count, ring.Count);
            for (var index = 0; index < expected.Count; index += 7)
            {
                Assert.True(ring.Packet(index).SequenceEqual(expected[index].Bytes));
                Assert.Equal(expected[index].Arrival, ring.Arrival(index));
            }
        }
    }
}
