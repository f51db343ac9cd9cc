using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transactions;

/// <summary>The two requests that a transaction makes out of the one it sent.</summary>
internal static class RequestsOfTransactions
{
    /// <summary>The ACK of a refusal (RFC 3261 §17.1.1.3): the same top Via, Route and request URI, the response's To.</summary>
    public static SipRequest Ack(SipRequest invite, SipResponse response)
    {
        var ack = Derive(invite, SipMethod.Ack);
        if (response.Headers.First(HeaderNames.To) is { } to) ack.Headers.Set(HeaderNames.To, to);
        return ack;
    }

    /// <summary>The CANCEL of an INVITE (RFC 3261 §9.1), with a Reason (RFC 3326) if there is one.</summary>
    public static SipRequest Cancel(SipRequest invite, string? reason)
    {
        var cancel = Derive(invite, SipMethod.Cancel);
        if (reason is not null) cancel.Headers.Add(HeaderNames.Reason, reason);
        return cancel;
    }

    private static SipRequest Derive(SipRequest invite, SipMethod method)
    {
        var derived = new SipRequest(method, invite.RequestUri);
        derived.Headers.Add(HeaderNames.Via, invite.TopVia.ToString());
        foreach (var route in invite.Headers.All(HeaderNames.Route)) derived.Headers.Add(HeaderNames.Route, route);
        foreach (var name in (string[])[HeaderNames.From, HeaderNames.To, HeaderNames.CallId])
            derived.Headers.Add(name, invite.Headers.First(name) ?? "");
        derived.Headers.Add(HeaderNames.CSeq, new CSeq(invite.CSeq.Number, method).ToString());
        derived.Headers.Add(HeaderNames.MaxForwards, "70");
        return derived;
    }
}
