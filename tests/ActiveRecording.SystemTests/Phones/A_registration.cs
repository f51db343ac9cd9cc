using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Phones;

public sealed class A_registration
{
    private readonly Simulator simulator = new();
    private readonly SipFlow flow = new();

    public A_registration()
    {
        _ = new Registrar(simulator, flow);
    }

    [Fact]
    public void Answers_the_challenge()
    {
        var phone = Phone("quickstart");

        var (registered, refreshed, removed) = simulator.Run(async () =>
            (await phone.RegisterAsync(), await phone.RegisterAsync(), await phone.RegisterAsync(TimeSpan.Zero)));

        Assert.Equal((200, 200, 200), (registered, refreshed, removed));
        simulator.RunFor(TimeSpan.FromMilliseconds(10));
        GoldenFlow.Verify("registration", new LadderWriter(VirtualTime.Start, ["alice", "registrar"]).Draw(flow.Messages, []));
    }

    [Fact]
    public void With_a_wrong_password_is_tried_once()
    {
        var phone = Phone("wrong");

        Assert.Equal(401, simulator.Run(() => phone.RegisterAsync()));
    }

    private ScriptedPhone Phone(string password)
    {
        var options = new PhoneOptions
        {
            Name = "alice",
            User = "1001",
            Password = password,
            Local = IPEndPoint.Parse("127.0.0.1:5071"),
            Server = SipUri.Parse("sip:127.0.0.1:5060"),
        };
        return new ScriptedPhone(
            options, simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, NullLogger.Instance, flow);
    }

    /// <summary>Challenges, and takes who knows the password.</summary>
    private sealed class Registrar : ISipUser
    {
        private readonly SipEndpoint endpoint;
        private readonly DigestServer digest;

        public Registrar(Simulator simulator, ISipTrace trace)
        {
            digest = new DigestServer(new() { Realm = "quickstart" }, new byte[32], simulator.Time, simulator.Identifiers);
            var options = new SipEndpointOptions { Name = "registrar", Udp = [IPEndPoint.Parse("127.0.0.1:5060")] };
            endpoint = new SipEndpoint(
                options, simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this,
                NullLogger.Instance, trace);
            endpoint.Open();
        }

        public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
        {
            var known = digest.Verify(request, _ => "quickstart").Outcome == DigestOutcome.Right;
            var response = request.CreateResponse(known ? 200 : 401, toTag: endpoint.NewTag());
            if (!known) digest.Challenge(response);
            endpoint.Respond(transaction, response);
        }

        public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
        {
        }

        public void AckReceived(SipRequest ack, SipHop from)
        {
        }

        public void AckMissing(ServerTransactionId inviteTransaction)
        {
        }
    }
}
