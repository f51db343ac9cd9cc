using System.Net;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip;

/// <summary>How one room's SIP stack listens and where its bounds are.</summary>
public sealed record SipEndpointOptions
{
    /// <summary>The name in traces, metrics and logs, for example <c>sip-server</c>.</summary>
    public required string Name { get; init; }

    /// <summary>UDP addresses; the first of a family is the one requests leave from. Port 0 picks a free one.</summary>
    public IReadOnlyList<IPEndPoint> Udp { get; init; } = [];

    /// <summary>TCP addresses. Port 0 picks a free one.</summary>
    public IReadOnlyList<IPEndPoint> Tcp { get; init; } = [];

    /// <summary>
    /// The address that all nodes of a role share, at the same ports as their own: one of them has it at a time. It is the
    /// host in Via and Contact where no other is advertised, and what UDP requests leave from. Null for none.
    /// </summary>
    public IPAddress? VirtualAddress { get; init; }

    /// <summary>The host in Via and Contact instead of the bound address.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Host names that may be resolved, with their addresses; all others are refused (hostile URIs cause no look-ups).</summary>
    public IReadOnlyDictionary<string, IPAddress> Hosts { get; init; } =
        new Dictionary<string, IPAddress>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Bounds of messages.</summary>
    public SipLimits Limits { get; init; } = SipLimits.Default;

    /// <summary>Transaction timers.</summary>
    public SipTimers Timers { get; init; } = new();

    /// <summary>The value of Server in responses made here, and of User-Agent in requests that have none; null for neither.</summary>
    public string? ServerHeader { get; init; }

    /// <summary>Whether a CANCEL is answered only just before the INVITE is, because its user may be killed in between.</summary>
    public bool HoldsCancel { get; init; }

    /// <summary>
    /// Whether 100 Trying is the user's to say: a peer that has heard it sends its INVITE no more, so that an INVITE that only one
    /// node knows and that is not durable would be lost with it.
    /// </summary>
    public bool HoldsTrying { get; init; }

    /// <summary>
    /// Whether the refusal of an INVITE is acknowledged only when its user says so (<see cref="SipEndpoint.Acknowledge"/>),
    /// because that one may be killed in between: until then the peer repeats it, and would answer a repeated INVITE with it.
    /// </summary>
    public bool HoldsAck { get; init; }

    /// <summary>
    /// Whether the user is a proxy. Only a user agent refuses a request that came before by another path with 482
    /// (RFC 3261 §8.2.2.2), and drops a reliable provisional response that is repeated or out of order (RFC 3262 §4).
    /// </summary>
    public bool IsProxy { get; init; }

    /// <summary>Server transactions at once; beyond, new requests are refused with 503.</summary>
    public int MaxServerTransactions { get; init; } = 20_000;

    /// <summary>Client transactions at once; beyond, sending fails.</summary>
    public int MaxClientTransactions { get; init; } = 20_000;

    /// <summary>Messages received and not yet handled; beyond, datagrams are dropped and connections closed.</summary>
    public int MaxQueuedMessages { get; init; } = 8_192;

    /// <summary>TCP connections at once; beyond, new ones are closed.</summary>
    public int MaxConnections { get; init; } = 4_096;

    /// <summary>
    /// A request longer than this, in bytes, goes by TCP though its hop says UDP, and by UDP after all if TCP is refused
    /// (RFC 3261 §18.1.1); 0 for never. An endpoint without a TCP address never switches.
    /// </summary>
    public int LongestDatagramRequest { get; init; } = 1_300;

    /// <summary>A TCP connection without a byte for this long is closed.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromMinutes(10);
}
