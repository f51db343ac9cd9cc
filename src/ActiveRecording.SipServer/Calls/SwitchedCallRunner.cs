using System.Collections.Concurrent;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Routing;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Carries a call's effects to the SIP stack, and what becomes of them back to the call.</summary>
internal sealed class SwitchedCallRunner(
    SipEndpoint endpoint, Departures departures, Redirects redirects, ReceivedTable received, LiveCalls calls, RecordingDesk recordings, TimeProvider time,
    SipServerMeter meter, ILogger log)
    : IEffectRunner<SwitchedCallState, SwitchedCallCommand, SwitchedCallEffect>
{
    /// <summary>What a session timer tells, by leg: one for all calls.</summary>
    private static readonly Func<DateTimeOffset, SwitchedCallCommand>[] SessionAwakes =
        [.. Enum.GetValues<LegId>().Select<LegId, Func<DateTimeOffset, SwitchedCallCommand>>(
            leg => at => new SwitchedCallCommand.AwakeSession(at, leg))];

    private readonly ConcurrentDictionary<string, LegTransaction> running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> recovered = new();
    private volatile bool canSend;

    /// <summary>Tells a call; false if its mailbox is full. Set once, before the first effect runs.</summary>
    public Func<string, SwitchedCallCommand, bool> Tell { private get; set; } = (_, _) => false;

    /// <summary>Takes an INVITE that is from no call yet, on the endpoint's strand. Set before the first effect runs.</summary>
    public Action<ServerTransactionId, SipRequest, SipHop> Admitted { private get; set; } = (_, _, _) => { };

    /// <summary>Nobody else says 100 Trying. Set before the first effect runs.</summary>
    public bool SaysTrying { private get; set; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public void Run(EntityContext<SwitchedCallCommand> entity, SwitchedCallState state, SwitchedCallEffect effect)
    {
        switch (effect)
        {
            case SwitchedCallEffect.Send e: Send(entity.Id, state, e); break;
            case SwitchedCallEffect.SendAck e: SendAck(entity.Id, state, e); break;
            case SwitchedCallEffect.Relay e: Relay(entity.Id, state, e); break;
            case SwitchedCallEffect.SendUnwatched e: departures.Send(state, e.Leg, e.Request, null, UnwatchedTransaction.Instance); break;
            case SwitchedCallEffect.Cancel e: Cancel(entity.Id, e); break;
            case SwitchedCallEffect.Respond e: Respond(entity.Id, e); break;
            case SwitchedCallEffect.Expect e: Expect(entity.Id, e); break;
            case SwitchedCallEffect.Admit e: Admit(e); break;
            case SwitchedCallEffect.Forget e: Forget(e.Transaction); break;
            case SwitchedCallEffect.Settle e: Settle(e.Transaction); break;
            case SwitchedCallEffect.AnswerRecordingRequest e: recordings.Answer(e.RequestId, e.Answer); break;
            case SwitchedCallEffect.SetDeadline e: SetDeadline(entity, e); break;
            case SwitchedCallEffect.ClearDeadline e: entity.CancelTimer(e.Deadline.ToString()); break;
            case SwitchedCallEffect.SetSession e: SetSession(entity, e); break;
            case SwitchedCallEffect.Acknowledge e: endpoint.Acknowledge(e.Transaction); break;
            case SwitchedCallEffect.Disregard e: log.CommandDisregarded(e.Command, e.State, entity.Id); break;
            case SwitchedCallEffect.Revive e: Revive(entity.Id, e); break;
            case SwitchedCallEffect.Recovered e: Recovered(entity, e); break;
            case SwitchedCallEffect.Finish: Finish(entity); break;
            default: throw new ArgumentOutOfRangeException(nameof(effect), effect, "No such effect.");
        }
    }

    /// <summary>The sockets are open: calls that were running before a restart may speak.</summary>
    public void Open()
    {
        canSend = true;
        Recover();
    }

    /// <summary>Forgets what was under way in calls that are elsewhere now. On the endpoint's strand.</summary>
    public void ForgetElsewhere(Func<string, bool> isHere)
    {
        foreach (var (branch, _) in running.Where(one => !isHere(one.Value.CallUuid)).ToList()) running.TryRemove(branch, out _);
        received.Forget(isHere);
        departures.ForgetElsewhere(isHere);
        foreach (var callUuid in calls.Ids.Where(callUuid => !isHere(callUuid))) calls.Remove(callUuid);
    }

    /// <summary>Where a 3xx to an INVITE may lead; null for any other response.</summary>
    public Redirect? RedirectIn(SipResponse response) => response.StatusCode is >= 300 and < 400
        && response.CSeq.Method == SipMethod.Invite && redirects.TryFind(response, out var redirect) ? redirect : null;

    /// <summary>A transaction has its final response, or will not have one.</summary>
    public void Done(string branch) => running.TryRemove(branch, out _);

    /// <summary>Tells a call what its peers said; what a full mailbox refuses, they repeat or give up.</summary>
    public void Told(string callUuid, SwitchedCallCommand command)
    {
        if (Tell(callUuid, command)) return;
        meter.Lost();
        log.CallDeaf(command.GetType().Name, callUuid);
    }

    /// <summary>A request that was passed on again came too late for its CSeq; false if nobody waits for its answer.</summary>
    public bool TryRelayAnew(string callUuid, SwitchedCallEffect.Relay relay)
    {
        if (!received.TryGet(relay.Asked, out var asked)) return false;
        Told(callUuid, new SwitchedCallCommand.RelayAnew(Now, relay.Leg.Opposite(), relay.Asked, asked.Request));
        return true;
    }

    /// <summary>The final answer to a request that was passed on.</summary>
    public void Relayed(string callUuid, LegId leg, ServerTransactionId asked, ResponseDraft answer) =>
        Told(callUuid, new SwitchedCallCommand.AnswerRelayed(Now, leg, asked, answer));

    private void Send(string callUuid, SwitchedCallState state, SwitchedCallEffect.Send send)
    {
        var transaction = new LegTransaction(this, callUuid, send.Leg, send.Request.CallId);
        if (!running.TryAdd(send.Branch, transaction)) return;
        departures.Send(state, send.Leg, send.Request, send.Branch, transaction);
    }

    private void Relay(string callUuid, SwitchedCallState state, SwitchedCallEffect.Relay relay)
    {
        if (!received.TryKeep(relay.Asked)) return;
        var transaction = new RelayedTransaction(this, callUuid, relay);
        departures.Send(state, relay.Leg, relay.Request, relay.Branch, transaction);
    }

    private void SendAck(string callUuid, SwitchedCallState state, SwitchedCallEffect.SendAck send) => departures.Send(
        state, send.Leg, send.Ack, send.Branch, new Acknowledgement(() => log.AckUnsent(send.Ack.RequestUri.ToString(), callUuid)));

    private void Cancel(string callUuid, SwitchedCallEffect.Cancel cancel)
    {
        var transaction = new ClientTransactionId(cancel.Branch, SipMethod.Invite);
        if (!running.ContainsKey(cancel.Branch))
        {
            CancelUnsent(callUuid, cancel, transaction);
            return;
        }

        endpoint.Cancel(transaction, cancel.Reason);
        endpoint.Post(() =>
        {
            if (departures.TryWithdraw(cancel.Branch)) CancelUnsent(callUuid, cancel, transaction);
        });
    }

    private void CancelUnsent(string callUuid, SwitchedCallEffect.Cancel cancel, ClientTransactionId transaction)
    {
        Done(cancel.Branch);
        Told(callUuid, new SwitchedCallCommand.MissResponse(Now, cancel.Leg, cancel.CallId, transaction, 487, "Request Terminated"));
    }

    private void Respond(string callUuid, SwitchedCallEffect.Respond respond)
    {
        if (!received.TryGet(respond.Transaction, out var request))
        {
            log.RequestGone(respond.Draft.Status, respond.Transaction.ToString(), callUuid);
            if (respond.Transaction.Method == SipMethod.Invite && respond.Draft.Status >= 300)
                Told(callUuid, new SwitchedCallCommand.SettleRefusal(Now, respond.Leg, respond.Transaction));
            return;
        }

        received.Answered(respond.Transaction, respond.Draft.Status);
        endpoint.Respond(respond.Transaction, respond.Draft.To(request.Request));
    }

    private void Expect(string callUuid, SwitchedCallEffect.Expect expect)
    {
        if (received.TryKeep(expect.Transaction))
        {
            if (received.TryGet(expect.Transaction, out var invite) && (SaysTrying || invite.Request.To.Tag is null))
                endpoint.Respond(expect.Transaction, invite.Request.CreateResponse(100));
            return;
        }

        Told(callUuid, new SwitchedCallCommand.ReceiveCancel(Now, expect.Leg, expect.Transaction));
    }

    private void Admit(SwitchedCallEffect.Admit admit)
    {
        if (received.TryTake(admit.Transaction, out _)) endpoint.Post(() => Admitted(admit.Transaction, admit.Invite, admit.From));
    }

    private void Settle(ServerTransactionId transaction)
    {
        if (received.TryTake(transaction, out _)) endpoint.Forget(transaction, onlyUnanswered: true);
    }

    private void Forget(ServerTransactionId transaction)
    {
        received.TryTake(transaction, out _);
        endpoint.Forget(transaction);
    }

    /// <summary>
    /// A call that was woken says again what may not have been heard before it hears anything itself: a CANCEL that comes first
    /// would find no INVITE to cancel.
    /// </summary>
    private void Recovered(EntityContext<SwitchedCallCommand> entity, SwitchedCallEffect.Recovered call)
    {
        if (call.IsLive) calls.Add(entity.Id);
        if (canSend)
        {
            entity.TellFirst(new SwitchedCallCommand.Recover(Now));
            return;
        }

        recovered.Enqueue(entity.Id);
        if (canSend) Recover();
    }

    private void Recover()
    {
        while (recovered.TryDequeue(out var callUuid)) Told(callUuid, new SwitchedCallCommand.Recover(Now));
    }

    private void Revive(string callUuid, SwitchedCallEffect.Revive revive)
    {
        if (received.TryKeep(revive.Transaction)) return;
        received.Add(revive.Transaction, new ReceivedRequest(revive.Invite, callUuid, revive.Leg));
        received.TryKeep(revive.Transaction);
        endpoint.Revive(revive.Transaction, revive.Invite);
    }

    /// <summary>A call that is over waits for nothing, or it could not be forgotten before.</summary>
    private void Finish(EntityContext<SwitchedCallCommand> entity)
    {
        foreach (var leg in Legs.Ids) entity.CancelTimer(SessionTimerOf(leg));
        calls.Remove(entity.Id);
        departures.Forget(entity.Id);
    }

    private static string SessionTimerOf(LegId leg) => RecentStrings.Of($"session {leg}");

    private void SetSession(EntityContext<SwitchedCallCommand> entity, SwitchedCallEffect.SetSession set)
    {
        var due = set.Due - Now;
        entity.StartTimer(
            SessionTimerOf(set.Leg),
            due > TimeSpan.Zero ? due : TimeSpan.Zero,
            SessionAwakes[(int)set.Leg]);
    }

    private void SetDeadline(EntityContext<SwitchedCallCommand> entity, SwitchedCallEffect.SetDeadline set)
    {
        var due = set.Due - Now;
        entity.StartTimer(
            set.Deadline.ToString(),
            due > TimeSpan.Zero ? due : TimeSpan.Zero,
            at => new SwitchedCallCommand.Tell(new CallCommand.Expire(at, set.Deadline)));
    }
}
