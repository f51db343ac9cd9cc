using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Runtime;
using ActiveRecording.Simulation.Crashes;

namespace ActiveRecording.Simulation.Cluster;

/// <summary>
/// The network between the nodes of a simulated cluster: delays what they send, keeps its order, and is cut between any
/// two of them, with or without their noticing.
/// </summary>
/// <param name="time">The clock of the simulation.</param>
/// <param name="chance">Of the delays; null for none that vary.</param>
public sealed class VirtualLinkSwitch(VirtualTime time, IIdentifiers? chance = null)
{
    private readonly Dictionary<string, VirtualNodeLinks> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> cuts = [];
    private readonly Dictionary<(string, string), TimeSpan> arrivals = [];

    /// <summary>The shortest time a message takes.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMicroseconds(300);

    /// <summary>At most so much is added, drawn for each message.</summary>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Messages under way from one node to another; further ones are dropped.</summary>
    public int Queue { get; set; } = 4_096;

    /// <summary>Messages delivered.</summary>
    public int Delivered { get; private set; }

    /// <summary>Messages lost on a link that was cut, or to a node that was gone.</summary>
    public int Lost { get; private set; }

    /// <summary>The links of one node, which end with its life.</summary>
    public INodeLinks Attach(string node, Life life)
    {
        var links = new VirtualNodeLinks(this, node, life);
        nodes[node] = links;
        life.Ended += () => BreakAll(node);
        return links;
    }

    /// <summary>Loses everything between two nodes from now on.</summary>
    /// <param name="one">A node.</param>
    /// <param name="other">Another.</param>
    /// <param name="isNoticed">Both are told that the connection broke; else there is only silence.</param>
    public void Cut(string one, string other, bool isNoticed)
    {
        cuts.Add((one, other));
        cuts.Add((other, one));
        if (!isNoticed) return;
        Break(one, other);
        Break(other, one);
    }

    /// <summary>Joins two nodes again.</summary>
    public void Heal(string one, string other)
    {
        cuts.Remove((one, other));
        cuts.Remove((other, one));
    }

    internal void Carry(VirtualNodeLinks from, NodeId to, Envelope envelope)
    {
        var copy = new Envelope(envelope.Kind, envelope.Payload.ToArray());
        var sender = from.Self;
        After(from.Node, to.Name, () =>
        {
            from.Arrived(to);
            if (cuts.Contains((from.Node, to.Name)))
            {
                Lost++;
            }
            else if (!nodes.TryGetValue(to.Name, out var receiver) || !receiver.Accepts(to, sender))
            {
                Lost++;
                Break(from.Node, to.Name);
            }
            else
            {
                Delivered++;
                receiver.Receive(sender, copy);
            }
        });
    }

    private void BreakAll(string dead)
    {
        foreach (var node in nodes.Keys.Where(node => node != dead).Order(StringComparer.Ordinal)) Break(node, dead);
    }

    private void Break(string node, string peer) => After(peer, node, () =>
    {
        if (nodes.TryGetValue(node, out var links)) links.Break(peer);
    });

    private void After(string from, string to, Action action)
    {
        var drawn = chance is null ? 0 : (long)(chance.NextUInt64() % (ulong)(Jitter.Ticks + 1));
        var due = time.Elapsed + Delay + TimeSpan.FromTicks(drawn);
        if (arrivals.TryGetValue((from, to), out var last) && last > due) due = last;
        arrivals[(from, to)] = due;
        time.CreateTimer(_ => action(), null, due - time.Elapsed, Timeout.InfiniteTimeSpan);
    }
}
