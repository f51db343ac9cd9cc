using ActiveRecording.Sip.Edges;

namespace ActiveRecording.Sip.Tests.Edges;

public sealed class A_foreign_flow
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(77, -1_003)]
    [InlineData((1L << 30) - 1, int.MaxValue)]
    [InlineData((1L << 30) - 1, int.MinValue)]
    public void Says_whose_it_is_and_what_it_is_called_there(long edge, long flow)
    {
        var number = ForeignFlow.Of(edge, flow);

        Assert.True(ForeignFlow.IsForeign(number));
        Assert.True(ForeignFlow.TryRead(number, out var itsEdge, out var itsFlow));
        Assert.Equal((edge, flow), (itsEdge, itsFlow));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData((long)int.MaxValue)]
    public void Is_no_own_one(long? own) => Assert.False(ForeignFlow.TryRead(own, out _, out _));
}
