using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class Real_sockets : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);

    [Theory]
    [InlineData(SipTransport.Udp)]
    [InlineData(SipTransport.Tcp)]
    public async Task Carry_a_call(SipTransport transport)
    {
        using var alice = new Phone(network);
        using var bob = new Phone(network);
        var hop = new SipHop(transport, transport == SipTransport.Udp ? bob.Endpoint.Udp[0] : bob.Endpoint.Tcp[0]);
        var target = SipUri.Parse($"sip:bob@{hop.Remote};transport={transport.ToToken()}");
        var invite = NewRequest.Create(SipMethod.Invite, target, new NameAddress(target).WithTag("a"), new(target), alice.Endpoint.NewCallId());
        invite.SetBody("application/sdp", new byte[5_000]);

        alice.Endpoint.Send(invite, hop, alice);
        var (id, received) = await bob.Requests.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        var ringing = received.CreateResponse(180, toTag: "b");
        bob.Endpoint.Respond(id, ringing);
        var answer = received.CreateResponse(200, toTag: "b");
        answer.Contact = new(bob.Endpoint.Contact("bob", hop));
        bob.Endpoint.Respond(id, answer);
        Assert.Equal(180, (await alice.Responses.Reader.ReadAsync().AsTask().WaitAsync(Patience)).StatusCode);
        var answered = await alice.Responses.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        var ack = Dialog.CreateAck(Dialog.FromUac(invite, answered), 1);
        Assert.True(alice.Endpoint.TryResolve(ack, out var ackHop));
        alice.Endpoint.SendStateless(ack, ackHop);
        var acknowledged = await bob.Acks.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Equal(200, answered.StatusCode);
        Assert.Equal(5_000, received.Body.Length);
        Assert.Equal(invite.CallId, acknowledged.CallId);
    }

    [Theory]
    [InlineData(true, "TCP")]
    [InlineData(false, "UDP")]
    public async Task Carry_a_long_request_by_tcp_or_by_udp_where_tcp_is_refused(bool bobHasTcp, string transport)
    {
        using var alice = new Phone(network, FreePort(), longestDatagramRequest: 1_300);
        using var bob = new Phone(network, FreePort(), bobHasTcp);

        alice.Endpoint.Send(A_long_request.Sized(alice.Endpoint, SipMethod.Options, 5_000), new(SipTransport.Udp, bob.Endpoint.Udp[0]), alice);
        var (id, received) = await bob.Requests.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        bob.Endpoint.Respond(id, received.CreateResponse(200, toTag: "b"));
        var answered = await alice.Responses.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Equal((transport, 200), (received.TopVia.Transport, answered.StatusCode));
    }

    [Fact]
    public async Task Carry_the_largest_datagram_there_is_both_ways()
    {
        using var alice = new Phone(network);
        using var bob = new Phone(network);

        alice.Endpoint.Send(A_long_request.Sized(alice.Endpoint, SipMethod.Options, 65_507), new(SipTransport.Udp, bob.Endpoint.Udp[0]), alice);
        var (id, received) = await bob.Requests.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        var answer = received.CreateResponse(200, toTag: "b");
        answer.SetBody("text/plain", new byte[60_000]);
        bob.Endpoint.Respond(id, answer);
        var answered = await alice.Responses.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Equal("UDP", received.TopVia.Transport);
        Assert.Equal(60_000, answered.Body.Length);
    }

    public void Dispose() => network.Dispose();

    /// <summary>A port that is free for UDP and TCP alike: a phone is reached by either at the same one.</summary>
    private int FreePort()
    {
        while (true)
        {
            using var udp = network.OpenDatagram(new(IPAddress.Loopback, 0), (_, _) => { });
            try
            {
                using var tcp = network.Listen(udp.Local, _ => throw new InvalidOperationException("Nobody connects."));
                return udp.Local.Port;
            }
            catch (SocketException)
            {
                // Taken by somebody else: another one.
            }
        }
    }

    private sealed class Phone : ISipUser, IClientTransactionUser, IDisposable
    {
        public Phone(INetwork network, int port = 0, bool tcp = true, int longestDatagramRequest = 0)
        {
            var options = new SipEndpointOptions
            {
                Name = "phone",
                Udp = [new(IPAddress.Loopback, port)],
                Tcp = tcp ? [new(IPAddress.Loopback, port)] : [],
                Limits = new() { MaxBodyBytes = 65_535 },
                LongestDatagramRequest = longestDatagramRequest,
            };
            Endpoint = new(options, network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers(), this, NullLogger.Instance);
            Endpoint.Open();
        }

        public SipEndpoint Endpoint { get; }

        public Channel<(ServerTransactionId, SipRequest)> Requests { get; } = Channel.CreateUnbounded<(ServerTransactionId, SipRequest)>();

        public Channel<SipResponse> Responses { get; } = Channel.CreateUnbounded<SipResponse>();

        public Channel<SipRequest> Acks { get; } = Channel.CreateUnbounded<SipRequest>();

        public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from) =>
            Requests.Writer.TryWrite((transaction, request));

        public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel) =>
            Assert.Fail("Nobody cancels.");

        public void AckReceived(SipRequest ack, SipHop from) => Acks.Writer.TryWrite(ack);

        public void AckMissing(ServerTransactionId inviteTransaction) => Assert.Fail("The ACK is sent.");

        public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
        {
            if (response.StatusCode > 100) Responses.Writer.TryWrite(response);
        }

        public void TimedOut(ClientTransactionId transaction) => Responses.Writer.Complete();

        public void TransportFailed(ClientTransactionId transaction, string reason) => Responses.Writer.Complete(new IOException(reason));

        public void Dispose() => Endpoint.Dispose();
    }
}
