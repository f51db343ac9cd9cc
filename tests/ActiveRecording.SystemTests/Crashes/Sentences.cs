using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SystemTests.Calls;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>Short stories told by hand by peers that keep to the protocol, while the node between them may die.</summary>
internal static class Sentences
{
    /// <summary>Tells the story of a name.</summary>
    public static void Tell(string story, MortalNode node)
    {
        switch (story)
        {
            case nameof(Digits): Digits(node); break;
            case nameof(Refusal): Refusal(node); break;
            case nameof(Cancellation): Cancellation(node); break;
            case nameof(Insertion): Insertion(node); break;
            case nameof(Stop): Stop(node); break;
            case nameof(Reliably): Reliably(node); break;
            default: Hold(node); break;
        }
    }

    public static void Digits(MortalNode node)
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

    public static void Refusal(MortalNode node)
    {
        var (carol, erin) = (node.Peer("carol"), node.Peer("erin"));
        erin.Answer = request => erin.Response(request, 486);
        Assert.Equal(486, carol.Send(carol.Invite("2003", carol.Sdp())).StatusCode);
        AssertOnce(erin);
    }

    public static void Cancellation(MortalNode node)
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

    public static void Insertion(MortalNode node)
    {
        var (carol, dave) = Connect(node, "dave");
        _ = node.Node.SipServer!.StartRecordingAsync(CallUuid(node), "2001");
        node.RunFor(4);
        HangUp(node, dave);
        AssertOnce(carol, dave);
    }

    public static void Stop(MortalNode node)
    {
        var (carol, erin) = Connect(node, "erin");
        _ = node.Node.SipServer!.StopRecordingAsync(CallUuid(node));
        node.RunFor(4);
        HangUp(node, erin);
        AssertOnce(carol, erin);
    }

    public static void Hold(MortalNode node)
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

    /// <summary>Both sides ring by RFC 3262; the caller acknowledges what reaches it, the callee answers in the end.</summary>
    public static void Reliably(MortalNode node)
    {
        var (carol, erin) = (node.Peer("carol"), node.Peer("erin"));
        var accept = erin.Answer;
        erin.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? null : accept(request);
        var invite = carol.Invite("2003", carol.Sdp());
        invite.AddSupported(OptionTags.Reliable);
        carol.Post(invite);
        Assert.True(node.Simulator.RunUntil(() => erin.Requests.Count > 0, TimeSpan.FromSeconds(20)), "nobody rang");
        var received = erin.Last(SipMethod.Invite);
        var early = erin.Response(received, 183, erin.Sdp());
        early.AddRequired(OptionTags.Reliable);
        early.RSeq = 700;
        erin.Respond(received, early);
        AcknowledgeRinging(node, carol, invite);
        node.RunFor(1);
        erin.State = Dialog.FromUas(received, "hand", early.Contact!.Uri);
        erin.Respond(received, erin.Response(received, 200));
        Assert.True(node.Simulator.RunUntil(() => FinalOf(carol) is not null, TimeSpan.FromSeconds(60)), "the caller waits for ever");
        node.RunFor(1);
        if (FinalOf(carol) is { IsSuccess: true } success)
        {
            // What rang before may have been forgotten: a success under another tag is another dialog (RFC 3261 §13.2.2.4).
            if (carol.State?.RemoteTag != success.To.Tag) carol.State = Dialog.FromUac(invite, success);
            HangUp(node, carol);
        }

        AssertOnce(carol, erin);
    }

    private static void AcknowledgeRinging(MortalNode node, HandPeer caller, SipRequest invite)
    {
        node.Simulator.RunUntil(() => caller.Responses.Any(response => response.IsReliable), TimeSpan.FromSeconds(20));
        if (caller.Responses.FirstOrDefault(response => response.IsReliable) is not { } ringing) return;
        caller.State ??= Dialog.FromUac(invite, ringing);
        (caller.State, var prack) = Prack.Create(caller.State, ringing);
        caller.Post(prack);
    }

    private static SipResponse? FinalOf(HandPeer peer) =>
        peer.Responses.FirstOrDefault(response => response.IsFinal && response.CSeq.Method == SipMethod.Invite);

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
}
