namespace ActiveRecording.SystemTests.Crashes;

/// <summary>
/// The node is killed at the appends of short stories told by hand, once or again while it recovers: each request of a peer
/// meets the answer it would have met, and no peer is asked anything twice.
/// </summary>
public sealed class A_node_killed_in_mid_sentence
{
    /// <summary>Of each story every few appends, unless all are wanted.</summary>
    private static readonly int Step = Environment.GetEnvironmentVariable("FAULTS_FULL") == "1" ? 1 : 3;

    [Theory]
    [InlineData(nameof(Sentences.Digits))]
    [InlineData(nameof(Sentences.Refusal))]
    [InlineData(nameof(Sentences.Cancellation))]
    [InlineData(nameof(Sentences.Insertion))]
    [InlineData(nameof(Sentences.Stop))]
    [InlineData(nameof(Sentences.Hold))]
    [InlineData(nameof(Sentences.Reliably))]
    public void Owes_no_peer_an_answer(string story)
    {
        for (var append = 1; Dies(story, append, durable: false) | Dies(story, append + 1, durable: true); append += Step)
        {
        }
    }

    [Theory]
    [InlineData(nameof(Sentences.Digits))]
    [InlineData(nameof(Sentences.Refusal))]
    [InlineData(nameof(Sentences.Hold))]
    [InlineData(nameof(Sentences.Reliably))]
    public void Owes_no_peer_an_answer_when_it_dies_again_while_it_recovers(string story)
    {
        for (var append = 2; Dies(story, append, durable: true, dieAgainAt: 1 + append % 9); append += 2 * Step)
        {
        }
    }

    private static bool Dies(string story, int append, bool durable, int? dieAgainAt = null)
    {
        using var node = new MortalNode(dieAt: append, durable: durable, dieAgainAt: dieAgainAt);
        try
        {
            Sentences.Tell(story, node);
            node.RunFor(100);
            Assert.Equal(0, node.Node.SipServer!.Calls);
            Assert.Equal(0, node.Node.MediaServer!.Media.PortPairs);
            Assert.Equal(0, node.Node.Recorder!.Sessions);
            node.Peers.AssertNothingTwice();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"{story}, append {append}, durable {durable}, again {dieAgainAt}\n{node.Ladder()}", exception);
        }

        return node.Deaths.Count > 0;
    }
}
