using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Phones;

/// <summary>Alice and Bob with nothing between them, under virtual time.</summary>
internal sealed class TwoPhones
{
    public TwoPhones(SipTransport transport = SipTransport.Udp, ulong seed = 1, bool shuffled = false)
    {
        Simulator = new Simulator(seed, shuffled);
        Alice = Phone("alice", "127.0.0.1:5071", transport);
        Bob = Phone("bob", "127.0.0.1:5072", transport);
    }

    public Simulator Simulator { get; }

    public SipFlow Flow { get; } = new();

    public ScriptedPhone Alice { get; }

    public ScriptedPhone Bob { get; }

    /// <summary>Lets what is under way arrive, then draws.</summary>
    public string Ladder()
    {
        Simulator.RunFor(TimeSpan.FromMilliseconds(10));
        return new LadderWriter(VirtualTime.Start, ["alice", "bob"]).Draw(Flow.Messages, []);
    }

    private ScriptedPhone Phone(string name, string address, SipTransport transport)
    {
        var options = new PhoneOptions
        {
            Name = name,
            User = name,
            Local = IPEndPoint.Parse(address),
            Transport = transport,
            Ports = new PhonePorts(10_000, 10_099),
        };
        return new ScriptedPhone(
            options, Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance, Flow);
    }
}
