using System.Text;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Sip.Tests.Endpoint;

/// <summary>Alice at 127.0.0.1:5070 and Bob at 127.0.0.1:5080 on a virtual network.</summary>
public abstract class TwoParties : IDisposable
{
    private readonly List<(TimeSpan At, string What)> wire = [];

    private protected TwoParties(
        bool tcp = false,
        Func<SipEndpointOptions, SipEndpointOptions>? bob = null,
        Func<SipEndpointOptions, SipEndpointOptions>? alice = null)
    {
        Simulator.Network.Rule = Watch;
        Alice = new(Simulator, (alice ?? (options => options))(Party.Listening(5070, tcp)));
        Bob = new(Simulator, (bob ?? (options => options))(Party.Listening(5080, tcp)));
    }

    protected Simulator Simulator { get; } = new();

    private protected Party Alice { get; }

    private protected Party Bob { get; }

    /// <summary>Says which datagrams are lost; by the start line and how often it has been seen before.</summary>
    protected Func<string, int, bool> Lost { get; set; } = (_, _) => false;

    /// <summary>The milliseconds at which datagrams with this first word (a method or a status) were sent.</summary>
    protected IEnumerable<int> SentAt(string word) =>
        wire.Where(entry => entry.What == word).Select(entry => (int)entry.At.TotalMilliseconds);

    protected void Run(double milliseconds) => Simulator.RunFor(TimeSpan.FromMilliseconds(milliseconds));

    public void Dispose()
    {
        Alice.Dispose();
        Bob.Dispose();
        GC.SuppressFinalize(this);
    }

    private DatagramFate Watch(VirtualDatagram datagram)
    {
        var words = Encoding.UTF8.GetString(datagram.Payload.Span).Split(' ', 3);
        var word = words[0] == "SIP/2.0" ? words[1] : words[0];
        var seen = wire.Count(entry => entry.What == word);
        wire.Add((Simulator.Time.Elapsed, word));
        return Lost(word, seen) ? DatagramFate.Lost : DatagramFate.Delivered;
    }
}
