using System.Globalization;
using System.Net;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Simulation;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_trace : ISipTrace
{
    private readonly List<string> seen = [];

    [Fact]
    public void Sees_what_is_sent_and_received_with_repetitions()
    {
        var simulator = new Simulator();
        simulator.Network.Rule = datagram => datagram.Number == 1 ? Simulation.Network.DatagramFate.Lost : Simulation.Network.DatagramFate.Delivered;
        using var alice = new Party(simulator, Party.Listening(5070), this);
        using var bob = new Party(simulator, Party.Listening(5080));
        bob.OnRequest = (_, _) => bob.Answer(200);

        alice.Send(SipMethod.Info, bob);
        simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                "09:41:00.000 party-5070 127.0.0.1:5070 UDP> 127.0.0.1:5080 INFO",
                "09:41:00.500 party-5070 127.0.0.1:5070 UDP> 127.0.0.1:5080 INFO",
                "09:41:00.501 party-5070 127.0.0.1:5070 <UDP 127.0.0.1:5080 200",
            ],
            seen);
    }

    void ISipTrace.Sent(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at) =>
        Note(endpoint, message, local, remote, $"{transport}>", at);

    void ISipTrace.Received(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at) =>
        Note(endpoint, message, local, remote, $"<{transport}", at);

    private void Note(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string arrow, DateTimeOffset at)
    {
        var word = message is SipRequest request ? request.Method.Name : $"{((SipResponse)message).StatusCode}";
        seen.Add(string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss.fff} {endpoint} {local} {arrow} {remote} {word}"));
    }
}
