using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Tests.Reception;

/// <summary>Streams with loss, disorder, repetitions, leaps, restarts and wraps, against the RFC's own code after every packet.</summary>
public sealed class Statistics_of_any_stream
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Are_those_of_the_RFCs_own_code(int seed)
    {
        var random = new Random(seed);
        var minSequential = random.Next(4);
        var sequence = (ushort)random.Next(65_536);
        var ours = new ReceptionStatistics(sequence, minSequential);
        var theirs = new Rfc3550Appendix(sequence, minSequential);
        var (timestamp, arrival) = ((uint)random.NextInt64(1L << 32), (uint)random.NextInt64(1L << 32));
        for (var packet = 0; packet < 20_000; packet++)
        {
            Assert.Equal(theirs.UpdateSeq(sequence), ours.Count(sequence));
            theirs.Arrive(timestamp, arrival);
            ours.Arrived(timestamp, arrival);
            Assert.Equal(
                (theirs.Received, theirs.ExtendedMax, theirs.Expected, theirs.Jitter),
                (ours.Received, ours.ExtendedMaxSequence, ours.Expected, ours.Jitter));
            if (ours.Received > 0 && random.Next(100) == 0)
            {
                var block = ours.Report(7, 1, 2);
                Assert.Equal(theirs.Report(), (block.FractionLost, block.Lost));
                Assert.Equal((7u, ours.ExtendedMaxSequence, ours.Jitter, 1u, 2u),
                    (block.Ssrc, block.HighestSequence, block.Jitter, block.LastReport, block.DelaySinceLastReport));
            }

            sequence = Next(sequence, random);
            timestamp += random.Next(1000) == 0 ? (uint)random.NextInt64(1L << 32) : 160;
            arrival += (uint)random.Next(320);
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private static ushort Next(ushort sequence, Random random) => random.Next(2_000) switch
    {
        < 1_700 => (ushort)(sequence + 1),
        < 1_800 => (ushort)(sequence + random.Next(2, 6)),
        < 1_900 => (ushort)(sequence - random.Next(0, 120)),
        < 1_990 => sequence,
        < 1_994 => (ushort)(sequence + random.Next(2_990, 3_010)),
        < 1_997 => (ushort)(sequence + random.Next(65_430, 65_440)),
        _ => (ushort)random.Next(65_536),
    };
}
