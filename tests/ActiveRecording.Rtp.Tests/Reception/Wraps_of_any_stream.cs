using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Tests.Reception;

/// <summary>Numbers that wrap, against the numbers they were before they were cut to 16 and 32 bits.</summary>
public sealed class Wraps_of_any_stream
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_sequence_numbers_are_undone(int seed)
    {
        var random = new Random(seed);
        var unwrapper = new SequenceUnwrapper();
        var highest = random.NextInt64(1L << 40);
        var offset = unwrapper.Unwrap((ushort)highest) - highest;
        for (var packet = 0; packet < 20_000; packet++)
        {
            // The highest decides: up to half a cycle ahead of it, and almost as much behind.
            var number = highest + random.Next(-32_768, 32_768);
            Assert.Equal(number + offset, unwrapper.Unwrap((ushort)number));
            highest = Math.Max(highest, number);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_timestamps_are_undone(int seed)
    {
        var random = new Random(seed);
        var unwrapper = new TimestampUnwrapper();
        var last = random.NextInt64(1L << 50);
        var offset = unwrapper.Unwrap((uint)last) - last;
        for (var packet = 0; packet < 20_000; packet++)
        {
            // The last decides, whichever direction it went.
            last += random.NextInt64(int.MinValue, int.MaxValue);
            Assert.Equal(last + offset, unwrapper.Unwrap((uint)last));
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];
}
