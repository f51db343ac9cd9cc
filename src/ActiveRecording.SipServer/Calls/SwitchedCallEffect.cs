using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Calls;

/// <summary>What a call asks of the SIP stack.</summary>
public abstract record SwitchedCallEffect
{
    private SwitchedCallEffect()
    {
    }

    /// <summary>A request in a transaction of its own; harmless when it is under way already.</summary>
    public sealed record Send(LegId Leg, SipRequest Request, string Branch) : SwitchedCallEffect;

    /// <summary>A party's request in the other party's dialog; whatever that answers is the answer.</summary>
    public sealed record Relay(LegId Leg, SipRequest Request, string Branch, ServerTransactionId Asked) : SwitchedCallEffect
    {
        /// <summary>It may have been sent before a restart; if not, it may be too late for its CSeq.</summary>
        public bool IsAgain { get; init; }
    }

    /// <summary>A request whose outcome changes nothing.</summary>
    public sealed record SendUnwatched(LegId Leg, SipRequest Request) : SwitchedCallEffect;

    /// <summary>The ACK of a success; of one that nobody wants without a branch of its own.</summary>
    public sealed record SendAck(LegId Leg, SipRequest Ack, string? Branch) : SwitchedCallEffect;

    /// <summary>The refusal of an INVITE of ours is durable: its peer need not repeat it any more.</summary>
    public sealed record Acknowledge(ClientTransactionId Transaction) : SwitchedCallEffect;

    /// <summary>CANCEL of an INVITE of ours.</summary>
    public sealed record Cancel(LegId Leg, string CallId, string Branch, string? Reason = null) : SwitchedCallEffect;

    /// <summary>A response.</summary>
    public sealed record Respond(LegId Leg, ServerTransactionId Transaction, ResponseDraft Draft) : SwitchedCallEffect;

    /// <summary>An INVITE is durable and will be answered; if it no longer can be, its CANCEL is told.</summary>
    public sealed record Expect(LegId Leg, ServerTransactionId Transaction) : SwitchedCallEffect;

    /// <summary>An INVITE that came before a restart: it can be answered, acknowledged and cancelled again.</summary>
    public sealed record Revive(LegId Leg, ServerTransactionId Transaction, SipRequest Invite) : SwitchedCallEffect;

    /// <summary>There is no call yet: the INVITE is to be looked at as a new one.</summary>
    public sealed record Admit(ServerTransactionId Transaction, SipRequest Invite, SipHop From) : SwitchedCallEffect;

    /// <summary>A request whose sender waits for nothing any more: no word about it.</summary>
    public sealed record Forget(ServerTransactionId Transaction) : SwitchedCallEffect;

    /// <summary>The success of an INVITE is acknowledged: should it have come here again, it waits for no answer.</summary>
    public sealed record Settle(ServerTransactionId Transaction) : SwitchedCallEffect;

    /// <summary>Answers whoever asked to start or stop a recording.</summary>
    public sealed record AnswerRecordingRequest(string RequestId, RecordingAnswer Answer) : SwitchedCallEffect;

    /// <summary>A deadline of the domain.</summary>
    public sealed record SetDeadline(Deadline Deadline, DateTimeOffset Due) : SwitchedCallEffect;

    /// <summary>No longer.</summary>
    public sealed record ClearDeadline(Deadline Deadline) : SwitchedCallEffect;

    /// <summary>A leg's session timer is to be looked at again.</summary>
    public sealed record SetSession(LegId Leg, DateTimeOffset Due) : SwitchedCallEffect;

    /// <summary>The command did not fit.</summary>
    public sealed record Disregard(string Command, string State) : SwitchedCallEffect;

    /// <summary>The call was not over before a restart.</summary>
    /// <param name="IsLive">It was running; else somebody has yet to acknowledge that it was refused.</param>
    public sealed record Recovered(bool IsLive) : SwitchedCallEffect;

    /// <summary>The call is over, on the wire too.</summary>
    public sealed record Finish : SwitchedCallEffect;
}

/// <summary>A response but for what is copied from its request.</summary>
/// <param name="Status">101 to 699.</param>
/// <param name="Reason">The usual phrase if null.</param>
public sealed record ResponseDraft(int Status, string? Reason = null)
{
    /// <summary>Our tag, unless the request has one.</summary>
    public string? ToTag { get; init; }

    /// <summary>Our Contact.</summary>
    public string? Contact { get; init; }

    /// <summary>A session description.</summary>
    public string? Sdp { get; init; }

    /// <summary>Another body and its Content-Type.</summary>
    public (string Type, ReadOnlyMemory<byte> Bytes)? Body { get; init; }

    /// <summary>Other header fields.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The response to a request.</summary>
    public SipResponse To(SipRequest request)
    {
        var response = request.CreateResponse(Status, Reason, ToTag);
        if (Contact is not null) response.Headers.Set(HeaderNames.Contact, $"<{Contact}>");
        if (request.Method != SipMethod.Cancel && (Status is > 100 and < 300 || Status is 405 or 501)) response.Headers.Set(HeaderNames.Allow, SipServerMethods.Allowed);
        foreach (var (name, value) in Headers) response.Headers.Add(name, value);
        if (Body is { } body) response.SetBody(body.Type, body.Bytes);
        if (Sdp is not null) response.SetBody(SessionDescription.ContentType, Encoding.UTF8.GetBytes(Sdp));
        return response;
    }
}
