using System.Net;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Simulation;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>A recorder at the end of the route: accepts each session on a port pair of its own.</summary>
internal sealed class VirtualRecorder : IDisposable
{
    private readonly Simulator simulator;
    private readonly Dictionary<string, List<int>> ports = new(StringComparer.Ordinal);
    private int nextPort = 24000;

    public VirtualRecorder(Simulator simulator)
    {
        this.simulator = simulator;
        Agent = new Agent(simulator, "recorder", 5360) { Answers = Answer };
    }

    public Agent Agent { get; }

    /// <summary>One entry for each accepted stream, in order.</summary>
    public List<Party> Streams { get; } = [];

    /// <summary>One entry for each accepted session, in order.</summary>
    public List<DialogState> Dialogs { get; } = [];

    /// <summary>Initial INVITEs in order.</summary>
    public IReadOnlyList<SipRequest> Invites =>
        [.. Agent.Requests.Where(request => request.Method == SipMethod.Invite && request.To.Tag is null)];

    public static SessionDescription OfferOf(SipRequest invite)
    {
        Assert.True(SessionDescription.TryParse(invite.Body.Span, out var offer));
        return offer;
    }

    /// <summary>Whether it takes pictures; else their m= lines are refused.</summary>
    public bool TakesVideo { get; set; }

    /// <summary>Accepts; the endpoint's usual answer.</summary>
    public SipResponse Answer(SipRequest request)
    {
        if (request.Method != SipMethod.Invite) return request.CreateResponse(200);
        var offer = OfferOf(request);
        var first = request.To.Tag is null;
        if (first) ports[request.CallId] = [.. offer.Media.Select(_ => Open())];
        var address = ConnectionAddress.From(IPAddress.Loopback);
        var local = new LocalDescription(
            Origin.Create(7, 1, address), address, 
            [.. offer.Media.Zip(ports[request.CallId], (media, port) => new LocalMedia(media.Kind, port))
                .Where(media => TakesVideo || media.Kind == "audio")]);
        Assert.True(OfferAnswer.TryAnswer(offer, local, out var answer));
        var response = request.CreateResponse(200, toTag: Agent.Endpoint.NewTag());
        response.Contact = new(Agent.Contact(request));
        response.SetBody(SessionDescription.ContentType, answer.ToBytes());
        if (first) Dialogs.Add(Dialog.FromUas(request, response.To.Tag!, response.Contact.Uri));
        return response;
    }

    public void Dispose() => Agent.Dispose();

    private int Open()
    {
        var stream = new Party(simulator.Network, nextPort);
        nextPort += 2;
        Streams.Add(stream);
        return stream.Endpoints.Rtp.Port;
    }
}
