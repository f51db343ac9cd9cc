using ActiveRecording.Actors.Cluster;
using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Edges;

/// <content>Where a message goes.</content>
public sealed partial class SipEdges
{
    /// <summary>Looks again at what waits: shards came, or have other owners. To be called on the endpoint's strand.</summary>
    public void Redirect()
    {
        for (var left = parked.Count; left > 0; left--)
        {
            var message = parked.Dequeue();
            if (!Route(message.Message, message.From, message.Hops, message.Since)) endpoint.Handle(message.Message, message.From);
        }

        var moved = unanswered.Where(one => shards.OwnerOf(one.Value.Shard) is { } owner && owner != one.Value.Owner).ToList();
        if (moved.Count > 0) log.PassedOnAgain(options.Role, moved.Count);
        foreach (var (key, passed) in moved)
        {
            if (shards.OwnerOf(passed.Shard) == view.Self && !IsHere(passed.Shard, passed.Request)) continue;
            unanswered.Remove(key);
            if (!Route(passed.Request, passed.From, hops: 0, passed.Since)) endpoint.Handle(passed.Request, passed.From);
        }

        CountWaiting();
    }

    /// <summary>Passes a message on, or lets it wait.</summary>
    /// <returns>False if it is to be handled here.</returns>
    private bool Route(SipMessage message, SipHop from, int hops, TimeSpan? since = null)
    {
        if (hops == 0 && message is SipRequest { Method.Name: "ACK" } ack) Acknowledged(ack);
        if (rules.OfReceived(message) is not { } shard || IsHere(shard, message)) return false;
        var owner = shards.OwnerOf(shard);
        if (owner is null || owner == view.Self || hops >= options.Hops)
        {
            Park(new Parked(message, from, 0, since ?? Now));
        }
        else
        {
            if (hops == 0 && message is SipRequest request && request.Method != SipMethod.Ack) Keep(request, from, shard, owner.Value, since);
            PassOn(owner.Value, message, from, hops);
        }

        CountWaiting();
        return true;
    }

    private void PassOn(NodeId owner, SipMessage message, SipHop from, int hops)
    {
        if (view.Self is not { } self) return;
        var (edge, there) = ForeignFlow.TryRead(from.Flow, out var foreign, out var flow)
            ? (foreign, new SipHop(from.Transport, from.Remote, flow))
            : (self.Incarnation, from);
        wire.PassOn(owner, hops + 1, edge, there, message.ToBytes());
    }

    private void Keep(SipRequest request, SipHop from, int shard, NodeId owner, TimeSpan? since)
    {
        var key = PassedOn.KeyOf(request);
        if (unanswered.TryGetValue(key, out var known)) unanswered[key] = known with { Owner = owner };
        else if (unanswered.Count < options.Unanswered) unanswered.Add(key, new PassedOn(request, from, shard, owner, since ?? Now));
    }

    /// <summary>
    /// Whoever is no member hears nothing of answers: what it has of others' datagrams may be answered, over and forgotten when it is one
    /// again. Their senders repeat them to who has the virtual address meanwhile.
    /// </summary>
    private void Forget()
    {
        unanswered.Clear();
        passedBy.Clear();
        for (var left = parked.Count; left > 0; left--)
        {
            var message = parked.Dequeue();
            if (message.From.Transport.IsReliable()) parked.Enqueue(message);
        }

        CountWaiting();
    }

    private void Park(Parked message)
    {
        if (view.Self is null && !message.From.Transport.IsReliable()) return;
        if (parked.Count >= options.Parked)
        {
            GiveUp(parked.Dequeue());
        }

        parked.Enqueue(message);
    }

    /// <summary>
    /// Who will not say it again is refused by this node's own room, which has no such entity. A datagram is dropped: its sender repeats
    /// it, or was answered through another node meanwhile, and two different answers are worse than none.
    /// </summary>
    private void GiveUp(Parked message)
    {
        if (message.From.Transport.IsReliable()) endpoint.Handle(message.Message, message.From);
    }

    /// <summary>Looks for what waited too long.</summary>
    private void Expire()
    {
        var now = Now;
        var vain = 0;
        while (parked.TryPeek(out var oldest) && now - oldest.Since >= options.ParkedFor)
        {
            GiveUp(parked.Dequeue());
            vain++;
        }

        if (vain > 0) log.WaitedInVain(options.Role, vain);
        foreach (var (key, _) in unanswered.Where(one => now - one.Value.Since >= options.UnansweredFor).ToList()) unanswered.Remove(key);
        foreach (var (key, _) in passedBy.Where(one => now - one.Value.Since >= options.UnansweredFor).ToList()) passedBy.Remove(key);
        CountWaiting();
    }

    /// <summary>A message came to another edge; here it is handled, or passed on to who owns it meanwhile.</summary>
    private void Arrive(int hops, long edge, SipHop from, ReadOnlyMemory<byte> bytes)
    {
        if (!endpoint.TryRead(bytes, out var message)) return;
        if (edge != view.Self?.Incarnation && from.Flow is { } flow)
            from = new SipHop(from.Transport, from.Remote, ForeignFlow.Of(edge, flow));
        if (Route(message, from, hops)) return;
        if (message is SipRequest request && request.Method != SipMethod.Ack) Note(request, edge);
        endpoint.Handle(message, from);
    }

    /// <summary>The edge keeps the request until it hears of an answer, which may leave by another one.</summary>
    private void Note(SipRequest request, long edge)
    {
        var key = PassedOn.KeyOf(request);
        if (passedBy.TryGetValue(key, out var known)) known.Edges.Add(edge);
        else if (passedBy.Count < options.Unanswered) passedBy.Add(key, new PassedBy([edge], Now));
    }

    /// <summary>
    /// Whoever acknowledges a refusal has it: no edge need keep the request, though the node that refused it may be gone before it told
    /// them. The ACK of a success has a branch of its own and means nothing here.
    /// </summary>
    private void Acknowledged(SipRequest ack)
    {
        var key = PassedOn.KeyOf(ack, SipMethod.Invite);
        unanswered.Remove(key);
        foreach (var other in view.Others.Values) wire.Settled(other, key);
    }

    private void Settled(string key)
    {
        unanswered.Remove(key);
        CountWaiting();
    }

    /// <summary>Another node says something by this edge.</summary>
    private void Leave(NodeId by, SipHop to, ReadOnlyMemory<byte> bytes)
    {
        if (unanswered.Count > 0 && bytes.Span.StartsWith("SIP/"u8) && endpoint.TryRead(bytes, out var message)
            && message is SipResponse response && PassedOn.IsSettledBy(response))
        {
            unanswered.Remove(PassedOn.KeyOf(response));
            CountWaiting();
        }

        if (!endpoint.SendHere(bytes.Span, to) && to.Flow is { } flow) wire.Closed(by, flow);
    }

    private void CountWaiting() => Volatile.Write(ref waiting, parked.Count + unanswered.Count + passedBy.Count);
}
