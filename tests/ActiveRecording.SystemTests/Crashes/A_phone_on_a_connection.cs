using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>Phones that are reached by the connections they opened; those end with the node that is killed.</summary>
public sealed class A_phone_on_a_connection
{
    private const int EveryFewAppends = 6;

    [Fact]
    public void Is_joined_again_when_it_is_back_in_time()
    {
        using var node = new MortalNode();
        var call = new KilledCall(node, SipTransport.Tcp, TimeSpan.FromSeconds(0.7));
        node.KillAfter(TimeSpan.FromSeconds(1.7), TimeSpan.FromSeconds(1));

        call.Live();

        call.AssertSettled();
        Assert.True(call.WasHungUp);
        GoldenFlow.Verify("killed-and-phones-register-again", node.Ladder());
    }

    [Fact]
    public void Is_joined_again_when_it_is_back_late()
    {
        using var node = new MortalNode();
        var call = new KilledCall(node, SipTransport.Tcp, TimeSpan.FromSeconds(7));
        node.KillAfter(TimeSpan.FromSeconds(1.7), TimeSpan.FromSeconds(1));

        call.Live();

        Assert.True(call.Caller!.Ended.IsCompleted && call.Callee!.Ended.IsCompleted);
        GoldenFlow.Verify("killed-and-phones-register-late", node.Ladder());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_owed_nothing_whichever_append_the_node_dies_at(bool durable)
    {
        for (var append = durable ? 1 : 3; Dies(append, durable); append += EveryFewAppends)
        {
        }
    }

    private static bool Dies(int append, bool durable)
    {
        using var node = new MortalNode(dieAt: append, durable: durable);
        var call = new KilledCall(node, SipTransport.Tcp, TimeSpan.FromSeconds(0.4));
        try
        {
            call.Live();
            call.AssertSettled();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Append {append}", exception);
        }

        return node.Deaths.Count > 0;
    }
}
