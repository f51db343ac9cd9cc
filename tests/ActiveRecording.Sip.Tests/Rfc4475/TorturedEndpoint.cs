using System.Net;
using ActiveRecording.Simulation;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Tests.Endpoint;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>An endpoint at UDP and TCP 192.0.2.200:5060 that torture messages arrive at, and what it does with them.</summary>
internal sealed class TorturedEndpoint : ISipTrace, IDisposable
{
    private static readonly IPEndPoint Source = new(IPAddress.Parse("192.0.2.201"), 5060);
    private readonly Simulator simulator;
    private readonly Party party;
    private readonly List<SipResponse> answers = [];

    public TorturedEndpoint(Simulator simulator)
    {
        this.simulator = simulator;
        var here = new IPEndPoint(IPAddress.Parse("192.0.2.200"), 5060);
        party = new(simulator, new() { Name = "tortured", Udp = [here], Tcp = [here] }, this);
    }

    public IPEndPoint Address => party.Endpoint.Tcp[0];

    /// <summary>The requests its user was told.</summary>
    public IReadOnlyList<SipRequest> Delivered => [.. party.Requests.Select(told => told.Request)];

    /// <summary>The answers it gave.</summary>
    public IReadOnlyList<SipResponse> Answers => answers;

    /// <summary>What became of a message; see <see cref="TortureMessage.Outcome"/>.</summary>
    public string Receive(TortureMessage message)
    {
        if (message.Answers is { } branch) Invite(branch);
        if (message.Stream) ReceiveStream(message.Bytes);
        else Receive(message.Bytes);
        return answers.Count > 0 ? $"{answers[^1].StatusCode}"
            : party.Told.Length > 0 ? TortureMessage.Delivered
            : TortureMessage.Ignored;
    }

    /// <summary>Takes a datagram.</summary>
    public void Receive(byte[] bytes)
    {
        using var socket = simulator.Network.OpenDatagram(Source, (_, _) => { });
        socket.Send(bytes, Address);
        Settle();
    }

    /// <summary>Whether these bytes of a stream make it close the connection.</summary>
    public bool EndsConnection(byte[] bytes)
    {
        using var peer = new Stranger(simulator, Address, tcp: true);
        Settle();
        peer.Send(bytes);
        Settle();
        return peer.IsClosed;
    }

    public void Dispose() => party.Dispose();

    void ISipTrace.Sent(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        if (message is SipResponse response) answers.Add(response);
    }

    void ISipTrace.Received(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
    }

    private void ReceiveStream(byte[] bytes)
    {
        using var peer = new Stranger(simulator, Address, tcp: true);
        Settle();
        peer.Send(bytes);
        Settle();
        Assert.Equal(answers.Select(answer => $"SIP/2.0 {answer.StatusCode} {answer.ReasonPhrase}"), peer.StartLines);
    }

    private void Invite(string branch)
    {
        var invite = party.Request(SipMethod.Invite, party);
        party.Endpoint.Send(invite, new SipHop(SipTransport.Udp, Source), party, branch);
        Settle();
    }

    private void Settle() => simulator.RunFor(TimeSpan.FromMilliseconds(20));
}
