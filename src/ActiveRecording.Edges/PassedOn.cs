using System.Globalization;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Edges;

/// <summary>A request that came to this edge and was passed on; kept until an answer to it leaves by here.</summary>
/// <param name="Request">As it came.</param>
/// <param name="From">Where from.</param>
/// <param name="Shard">Whose business it is.</param>
/// <param name="Owner">Where it went.</param>
/// <param name="Since">When it came.</param>
internal sealed record PassedOn(SipRequest Request, SipHop From, int Shard, NodeId Owner, TimeSpan Since)
{
    /// <summary>What its answers have in common with it (RFC 3261 §17.1.3).</summary>
    public static string KeyOf(SipMessage message) => KeyOf(message, message.CSeq.Method);

    /// <summary>The key of the request with another method and the same branch: an INVITE by its ACK.</summary>
    public static string KeyOf(SipMessage message, SipMethod method) => string.Create(
        CultureInfo.InvariantCulture,
        $"{method} {message.TopVia.Branch} {message.TopVia.Host} {message.TopVia.Port} {message.CallId} {message.CSeq.Number}");

    /// <summary>Whether after this response nobody needs the request again: one that is only being tried can be lost yet.</summary>
    public static bool IsSettledBy(SipResponse response) => response.StatusCode > 100;
}

/// <summary>A request that other edges passed on to this node, for them to be told when it is answered.</summary>
/// <param name="Edges">By their incarnations, each once.</param>
/// <param name="Since">When it came first.</param>
internal sealed record PassedBy(HashSet<long> Edges, TimeSpan Since);

/// <summary>A message that waits for its shard.</summary>
internal sealed record Parked(SipMessage Message, SipHop From, int Hops, TimeSpan Since);
