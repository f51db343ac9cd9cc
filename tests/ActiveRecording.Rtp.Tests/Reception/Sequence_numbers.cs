using ActiveRecording.Rtp.Reception;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Rtp.Tests.Reception;

public sealed class Sequence_numbers
{
    [Fact]
    public void Are_extended_across_many_wraps_in_spite_of_reordering()
    {
        var chance = new SeededIdentifiers(3);
        var unwrapper = new SequenceUnwrapper();
        const long First = 65_530;
        var offset = unwrapper.Unwrap((ushort)First) - First;

        for (long number = First; number < First + 300_000; number += (long)(chance.NextUInt64() % 5))
        {
            var drawn = number + (long)(chance.NextUInt64() % 200) - 100;
            Assert.Equal(drawn + offset, unwrapper.Unwrap((ushort)drawn));
            if (chance.NextUInt64() % 3 == 0) Assert.Equal(number + offset, unwrapper.Unwrap((ushort)number));
        }
    }

    [Fact]
    public void Before_the_first_are_below_it_and_not_negative()
    {
        var unwrapper = new SequenceUnwrapper();
        var first = unwrapper.Unwrap(1);

        Assert.Equal(first - 2, unwrapper.Unwrap(65_535));
        Assert.True(first - 2 >= 0);
    }

    [Fact]
    public void And_timestamps_wrap_alike()
    {
        var unwrapper = new TimestampUnwrapper();
        var first = unwrapper.Unwrap(uint.MaxValue - 79);

        Assert.Equal(first + 160, unwrapper.Unwrap(80));
        Assert.Equal(first, unwrapper.Unwrap(uint.MaxValue - 79));
        Assert.Equal(first - 160, unwrapper.Unwrap(uint.MaxValue - 239));
    }
}
