using System.Net;
using System.Net.Sockets;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Host.Configuration;

/// <summary>
/// Reads the section <c>sip</c>, which all SIP endpoints of a node share, and the addresses in each room's own section.
/// </summary>
internal static class SipSettings
{
    /// <summary>The section <c>sip</c>.</summary>
    public static SipEndpointOptions ReadShared(Settings shared) => new()
    {
        Name = "sip",
        Hosts = Hosts(shared),
        Limits = Limits(shared),
        Timers = Timers(shared),
        ServerHeader = Optional(shared, "server-header"),
        MaxServerTransactions = shared.Number("max-server-transactions", 10, 10_000_000),
        MaxClientTransactions = shared.Number("max-client-transactions", 10, 10_000_000),
        MaxQueuedMessages = shared.Number("max-queued-messages", 16, 1_000_000),
        MaxConnections = shared.Number("max-connections", 1, 1_000_000),
        LongestDatagramRequest = shared.Number("longest-datagram-request", 0, 65_507),
        IdleClose = shared.Duration("idle-close", TimeSpan.FromSeconds(5), TimeSpan.FromDays(1)),
    };

    /// <summary>The stack of one room.</summary>
    /// <param name="name">The endpoint's name in traces, metrics and logs.</param>
    /// <param name="shared">What the rooms have in common.</param>
    /// <param name="own">The room's section.</param>
    public static SipEndpointOptions Read(string name, SipEndpointOptions shared, Settings own) => shared with
    {
        Name = name,
        Udp = own.ListenAddresses("udp", ProtocolType.Udp),
        Tcp = own.ListenAddresses("tcp", ProtocolType.Tcp),
        AdvertisedHost = Optional(own, "advertised-host"),
        VirtualAddress = Optional(own, "virtual-address") is null ? null : own.Address("virtual-address"),
    };

    private static string? Optional(Settings section, string key) => section.Text(key) is { Length: > 0 } text ? text : null;

    private static Dictionary<string, IPAddress> Hosts(Settings shared) => shared.Entries("hosts").ToDictionary(
        static host => host.Name, host => shared.Section("hosts").Address(host.Name), StringComparer.OrdinalIgnoreCase);

    private static SipTimers Timers(Settings shared) => new()
    {
        T1 = shared.Duration("t1", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10)),
        T2 = shared.Duration("t2", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        T4 = shared.Duration("t4", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        Trying = shared.Duration("trying", TimeSpan.Zero, TimeSpan.FromMilliseconds(200)),
    };

    private static SipLimits Limits(Settings shared) => new()
    {
        MaxMessageBytes = (int)shared.Size("max-message", 1_500, 65_535),
        MaxHeaderBytes = (int)shared.Size("max-headers-size", 1_024, 65_535),
        MaxHeaders = shared.Number("max-headers", 8, SipLimits.HeadersCeiling),
        MaxBodyBytes = (int)shared.Size("max-body", 1_024, 65_535),
    };
}
