using System.Globalization;
using System.Net;
using ActiveRecording.Edges;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>
/// Where a registration came from, as it is stored: <c>TCP 127.0.0.1:40000 7 9XQ2M4KD</c>. Flow and, after it, who knows
/// that flow: this life of the program, or in a cluster the node. Once that one is gone the flow is passed over.
/// </summary>
/// <param name="incarnation">This life of a program that is in no cluster.</param>
internal sealed class RegistrationSource(string incarnation)
{
    /// <summary>The nodes that flows are known by; null without others. Set before the first registration.</summary>
    public SipEdges? Edges { private get; set; }

    public string Write(SipHop from) => Name(from) is var (flow, owner)
        ? string.Create(CultureInfo.InvariantCulture, $"{from} {flow} {owner}")
        : from.ToString();

    /// <summary>The hop, without a flow if nobody knows that any more; null if the text is none of ours.</summary>
    public SipHop? Read(string source)
    {
        var words = source.Split(' ');
        if (words.Length < 2 || !SipTransports.TryParse(words[0], out var transport)) return null;
        if (!IPEndPoint.TryParse(words[1], out var remote)) return null;
        var hop = new SipHop(transport, remote);
        if (words.Length != 4) return hop;
        return long.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var flow)
            ? hop with { Flow = Find(flow, words[3]) }
            : hop;
    }

    /// <summary>In a cluster, datagrams leave by whoever has the virtual address.</summary>
    private (long Flow, string Owner)? Name(SipHop from)
    {
        if (from.Flow is not { } flow) return null;
        if (Edges is null) return (flow, incarnation);
        return from.Transport == SipTransport.Udp ? null : Edges.NameOf(flow);
    }

    private long? Find(long flow, string owner)
    {
        if (Edges is { } edges) return edges.FlowOf(flow, owner);
        return owner == incarnation ? flow : null;
    }
}
