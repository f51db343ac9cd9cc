using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// A call's request on its way. Towards a phone whose connection is gone it waits for the phone to register again and goes
/// by the new connection, as it was. But for the first try on the endpoint's strand.
/// </summary>
/// <param name="departures">All of them.</param>
/// <param name="state">Of the call.</param>
/// <param name="leg">To whom.</param>
/// <param name="request">What is sent.</param>
/// <param name="branch">Of its Via; null for any.</param>
/// <param name="user">Is told what becomes of it; of an ACK nothing does.</param>
internal sealed class Departure(
    Departures departures, SwitchedCallState state, LegId leg, SipRequest request, string? branch, IClientTransactionUser user)
    : IClientTransactionUser
{
    private RunningTimer? patience;
    private long? flow;

    /// <summary>Of its Via.</summary>
    public string? Branch => branch;

    /// <summary>Whose request it is.</summary>
    public string CallUuid => state.Call.Facts!.Identity.CallUuid;

    /// <summary>To whom.</summary>
    public LegId Leg => leg;

    /// <summary>Sends it, or waits until it can be sent.</summary>
    public void Go()
    {
        if (departures.Hops.Find(state, leg, request) is { } hop) Send(hop);
        else departures.Endpoint.Post(() => Wait($"{request.RequestUri} cannot be sent to"));
    }

    /// <summary>The phone has registered.</summary>
    public void Retry()
    {
        if (departures.Hops.Find(state, leg, request) is { } hop && departures.Stop(this)) Send(hop);
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Withdraw()
    {
        patience?.Cancel();
        departures.Stop(this);
    }

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        patience?.Cancel();
        user.ResponseReceived(transaction, response);
    }

    public void TimedOut(ClientTransactionId transaction)
    {
        patience?.Cancel();
        user.TimedOut(transaction);
    }

    public void TransportFailed(ClientTransactionId transaction, string reason) => Wait(reason);

    private void Send(SipHop hop)
    {
        flow = hop.Flow;
        var led = departures.Hops.AlongPath(state, leg, request);
        if (led.Method == SipMethod.Ack) departures.Endpoint.SendStateless(led, hop, branch);
        else departures.Endpoint.Send(led, hop, this, branch);
    }

    private void Wait(string reason)
    {
        if (departures.Hops.AwaitableDn(state, leg, request) is not { } dn)
        {
            user.TransportFailed(new(branch ?? "", request.Method), reason);
            return;
        }

        patience ??= departures.Endpoint.StartTimer(Departures.Patience, () => GiveUp(dn, reason));
        departures.Await(dn, this);
        var connection = departures.Hops.FindConnection(state, leg, request);
        if (connection is not null && connection.Flow != flow) Retry();
    }

    private void GiveUp(string dn, string reason)
    {
        if (!departures.Stop(this)) return;
        if (request.Method == SipMethod.Invite) departures.Miss(dn, CallUuid, leg);
        user.TransportFailed(new(branch ?? "", request.Method), reason);
    }
}
