using System.Net;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>
/// Stands in for Resource Manager and Media Server: gives each leg an address, answers MSML, and remembers what it was told.
/// </summary>
internal sealed class MediaServerPeer : ISipUser, IClientTransactionUser
{
    private readonly SipEndpoint endpoint;
    private readonly Dictionary<string, (DialogState Dialog, int Port)> legs = [];
    private int nextPort = 16_000;

    public MediaServerPeer(Simulator simulator, ISipTrace flow)
    {
        endpoint = new SipEndpoint(
            new() { Name = "media", Udp = [IPEndPoint.Parse("127.0.0.1:5160")] },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance, flow);
        endpoint.Open();
    }

    /// <summary>Every request it got.</summary>
    public List<SipRequest> Requests { get; } = [];

    public IEnumerable<SipRequest> Invites => Requests.Where(r => r.Method == SipMethod.Invite);

    public IEnumerable<SipRequest> Infos => Requests.Where(r => r.Method == SipMethod.Info);

    /// <summary>Legs not hung up.</summary>
    public int OpenLegs => legs.Count;

    /// <summary>The status of INVITEs; 0 answers nothing.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The outcome of MSML requests.</summary>
    public MsmlResult Result { get; set; } = new(MsmlResponse.Ok);

    /// <summary>Tells of a failed recording on a leg's dialog.</summary>
    public void FailRecording(string reason)
    {
        var body = new MsmlEvent(MsmlEvent.RecordFailed, null, [new("reason", reason), new("media", "audio")]);
        Send(legs.Keys.First(), SipMethod.Info, request => request.SetBody(MsmlBody.RadisysContentType, body.ToBytes()));
    }

    /// <summary>Hangs a leg up by itself.</summary>
    public void HangUp(int leg)
    {
        var tag = legs.Keys.ElementAt(leg);
        Send(tag, SipMethod.Bye, _ => { });
        legs.Remove(tag);
    }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        Requests.Add(request);
        if (request.Method == SipMethod.Invite && Status != 200)
        {
            if (Status != 0) endpoint.Respond(transaction, request.CreateResponse(Status, toTag: endpoint.NewTag()));
        }
        else if (request.Method == SipMethod.Invite)
        {
            endpoint.Respond(transaction, Accept(request, from));
        }
        else if (request.Method == SipMethod.Info)
        {
            var response = request.CreateResponse(200);
            response.SetBody(MsmlBody.RadisysContentType, Result.ToBytes());
            endpoint.Respond(transaction, response);
        }
        else
        {
            endpoint.Respond(transaction, request.CreateResponse(legs.Remove(request.To.Tag ?? "") ? 200 : 481));
        }
    }

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
    }

    public void AckReceived(SipRequest ack, SipHop from) => Requests.Add(ack);

    public void AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
    }

    public void TimedOut(ClientTransactionId transaction)
    {
    }

    public void TransportFailed(ClientTransactionId transaction, string reason)
    {
    }

    private SipResponse Accept(SipRequest request, SipHop from)
    {
        var tag = request.To.Tag ?? endpoint.NewTag();
        var contact = endpoint.Contact("media", from);
        if (!legs.TryGetValue(tag, out var leg))
        {
            leg = (Dialog.FromUas(request, tag, contact), nextPort);
            nextPort += 2;
        }

        legs[tag] = leg;
        Assert.True(SessionDescription.TryParse(request.Body.Span, out var offer));
        var address = ConnectionAddress.From(IPAddress.Loopback);
        var local = new LocalDescription(Origin.Create(1, 1, address), address, [new LocalMedia("audio", leg.Port)]);
        Assert.True(OfferAnswer.TryAnswer(offer, local, out var answer));
        var response = request.CreateResponse(200, toTag: tag);
        response.Contact = new(contact);
        response.SetBody(SessionDescription.ContentType, answer.ToBytes());
        return response;
    }

    private void Send(string tag, SipMethod method, Action<SipRequest> complete)
    {
        var (dialog, port) = legs[tag];
        var (next, request) = Dialog.CreateRequest(dialog, method);
        legs[tag] = (next, port);
        complete(request);
        Assert.True(endpoint.TryResolve(request, out var hop));
        endpoint.Send(request, hop, this);
    }
}
