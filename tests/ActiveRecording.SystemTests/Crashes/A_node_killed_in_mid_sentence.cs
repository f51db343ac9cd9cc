using ActiveRecording.Sip.Messages;
using ActiveRecording.SystemTests.Calls;

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
    [InlineData(nameof(Digits))]
    [InlineData(nameof(Refusal))]
    [InlineData(nameof(Cancellation))]
    [InlineData(nameof(Insertion))]
    [InlineData(nameof(Stop))]
    [InlineData(nameof(Hold))]
    public void Owes_no_peer_an_answer(string story)
    {
        for (var append = 1; Dies(story, append, durable: false) | Dies(story, append + 1, durable: true); append += Step)
        {
        }
    }

    [Theory]
    [InlineData(nameof(Digits))]
    [InlineData(nameof(Refusal))]
    [InlineData(nameof(Hold))]
    public void Owes_no_peer_an_answer_when_it_dies_again_while_it_recovers(string story)
    {
        for (var append = 2; Dies(story, append, durable: true, dieAgainAt: 1 + append % 9); append += 2 * Step)
        {
        }
    }

    private static void Digits(MortalNode node)
    {
        var (carol, erin) = Connect(node, "erin");
        var info = carol.Send(carol.Next(SipMethod.Info, "application/dtmf-relay", "Signal=5\r\n"));
        Assert.Equal(200, info.StatusCode);
        Assert.Equal(200, erin.Send(erin.Next(SipMethod.Info, "application/dtmf-relay", "Signal=6\r\n")).StatusCode);
        HangUp(node, carol);
        Assert.Single(Taken(erin), request => request.Method == SipMethod.Info);
        Assert.Single(Taken(carol), request => request.Method == SipMethod.Info);
        AssertOnce(carol, erin);
    }

    private static void Refusal(MortalNode node)
    {
        var (carol, erin) = (node.Peer("carol"), node.Peer("erin"));
        erin.Answer = request => erin.Response(request, 486);
        Assert.Equal(486, carol.Send(carol.Invite("2003", carol.Sdp())).StatusCode);
        AssertOnce(erin);
    }

    private static void Cancellation(MortalNode node)
    {
        var (carol, erin) = (node.Peer("carol"), node.Peer("erin"));
        erin.Answer = request => erin.Response(request, 180);
        var invite = carol.Post(carol.Invite("2003", carol.Sdp()));
        node.Simulator.RunUntil(() => carol.Responses.Count > 0, TimeSpan.FromSeconds(10));
        carol.Endpoint.Cancel(invite);
        Assert.True(node.Simulator.RunUntil(() => carol.Responses.Any(response => response.IsFinal), TimeSpan.FromSeconds(60)));
        Assert.Equal(487, carol.Responses[^1].StatusCode);
        node.RunFor(5);
        Assert.Single(erin.Requests, request => request.Method == SipMethod.Cancel);
        AssertOnce(erin);
    }

    private static void Insertion(MortalNode node)
    {
        var (carol, dave) = Connect(node, "dave");
        _ = node.Node.SipServer!.StartRecordingAsync(CallUuid(node), "2001");
        node.RunFor(4);
        HangUp(node, dave);
        AssertOnce(carol, dave);
    }

    private static void Stop(MortalNode node)
    {
        var (carol, erin) = Connect(node, "erin");
        _ = node.Node.SipServer!.StopRecordingAsync(CallUuid(node));
        node.RunFor(4);
        HangUp(node, erin);
        AssertOnce(carol, erin);
    }

    private static void Hold(MortalNode node)
    {
        var (carol, erin) = Connect(node, "erin");
        foreach (var direction in new[] { Sdp.Direction.SendOnly, Sdp.Direction.SendRecv })
        {
            Reoffer(node, carol, direction);
            node.RunFor(1);
        }

        HangUp(node, erin);
        AssertOnce(carol, erin);
    }

    private static void Reoffer(MortalNode node, HandPeer peer, Sdp.Direction direction)
    {
        while (peer.Send(peer.Next(SipMethod.Invite, peer.Sdp(direction))).StatusCode is var status && status != 200)
        {
            Assert.Contains(status, (int[])[491, 500]);
            node.RunFor(2.5);
        }
    }

    private static (HandPeer Carol, HandPeer Other) Connect(MortalNode node, string name)
    {
        var (carol, other) = (InOrder(node.Peer("carol")), InOrder(node.Peer(name)));
        Assert.Equal(200, carol.Send(carol.Invite(other.Number, carol.Sdp())).StatusCode);
        node.RunFor(0.5);
        return (carol, other);
    }

    /// <summary>Refuses what is out of order (RFC 3261 §12.2.2).</summary>
    private static HandPeer InOrder(HandPeer peer)
    {
        var (answer, highest) = (peer.Answer, 0u);
        peer.Answer = request =>
        {
            if (request.CSeq.Number < highest) return peer.Response(request, 500);
            highest = request.CSeq.Number;
            return answer(request);
        };
        return peer;
    }

    private static void HangUp(MortalNode node, HandPeer peer)
    {
        Assert.Equal(200, peer.Send(peer.Next(SipMethod.Bye)).StatusCode);
        node.RunFor(1);
    }

    private static string CallUuid(MortalNode node) => node.Events
        .Last(e => e.Text.StartsWith("call/", StringComparison.Ordinal)).Text.Split(' ')[0]["call/".Length..];

    /// <summary>What a peer gets in a dialog has a higher CSeq each time, and one BYE at most.</summary>
    private static void AssertOnce(params HandPeer[] peers)
    {
        foreach (var dialog in peers.SelectMany(peer => Taken(peer).GroupBy(request => request.CallId)))
        {
            var numbers = dialog.Select(request => request.CSeq.Number).ToList();
            Assert.Equal(numbers.Distinct(), numbers);
            Assert.True(dialog.Count(request => request.Method == SipMethod.Bye) <= 1, "a second BYE");
        }
    }

    /// <summary>What a peer acts on: not a request that was passed on before the node died and comes behind others now.</summary>
    private static IEnumerable<SipRequest> Taken(HandPeer peer)
    {
        var highest = 0u;
        foreach (var request in peer.Requests.Where(request => request.Method != SipMethod.Ack && request.Method != SipMethod.Cancel))
        {
            if (request.CSeq.Number < highest) continue;
            highest = request.CSeq.Number;
            yield return request;
        }
    }

    private static bool Dies(string story, int append, bool durable, int? dieAgainAt = null)
    {
        using var node = new MortalNode(dieAt: append, durable: durable, dieAgainAt: dieAgainAt);
        try
        {
            Tell(story, node);
            node.RunFor(100);
            Assert.Equal(0, node.Node.SipServer!.Calls);
            Assert.Equal(0, node.Node.MediaServer!.Media.PortPairs);
            Assert.Equal(0, node.Node.Recorder!.Sessions);
            node.Peers.AssertNothingTwice();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{story}, append {append}, durable {durable}, again {dieAgainAt}", exception);
        }

        return node.Deaths.Count > 0;
    }

    private static void Tell(string story, MortalNode node)
    {
        switch (story)
        {
            case nameof(Digits): Digits(node); break;
            case nameof(Refusal): Refusal(node); break;
            case nameof(Cancellation): Cancellation(node); break;
            case nameof(Insertion): Insertion(node); break;
            case nameof(Stop): Stop(node); break;
            default: Hold(node); break;
        }
    }
}
