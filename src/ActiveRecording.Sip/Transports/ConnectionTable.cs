using System.Collections.Concurrent;
using System.Net;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Transports;

/// <summary>
/// The TCP connections of an endpoint. A request goes by the connection open to its address, whoever opened it; a
/// response by the one its request came in on (RFC 3261 §18.2.2).
/// </summary>
internal sealed class ConnectionTable(
    SipEndpointOptions options,
    INetwork network,
    TimerTable timers,
    Inbox inbox,
    PeersWithoutStream unreachable,
    SipMeter meter,
    ITransportUser user) : IDisposable
{
    private readonly ConcurrentDictionary<long, Entry> byFlow = [];
    private readonly Dictionary<IPEndPoint, Entry> byRemote = [];
    private IStreamListener[] listeners = [];
    private long lastFlow;
    private int count;

    /// <summary>Open connections, readable from any thread.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Whether a connection is open, from any thread.</summary>
    public bool Has(long flow) => byFlow.ContainsKey(flow);

    /// <summary>The bound addresses.</summary>
    public IReadOnlyList<IPEndPoint> Local => [.. listeners.Select(listener => listener.Local)];

    public void Listen()
    {
        var bound = new List<IStreamListener>();
        listeners = [];
        try
        {
            foreach (var local in options.Tcp) bound.Add(Listen(local));
        }
        catch
        {
            foreach (var listener in bound) listener.Dispose();
            throw;
        }

        listeners = [.. bound];
    }

    /// <summary>Listens at one more address.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It is in use or not this machine's.</exception>
    public IStreamListener Listen(IPEndPoint local) => network.Listen(local, Accept);

    /// <summary>Sends by the hop's connection, by another to the same address, or by a new one.</summary>
    /// <returns>The connection taken; null if none takes it.</returns>
    public IStreamConnection? Send(ReadOnlySpan<byte> bytes, SipHop hop, out long flow)
    {
        flow = 0;
        var entry = Find(hop) ?? Connect(hop.Remote);
        if (entry is null || !entry.Connection.Send(bytes)) return null;
        flow = entry.Id;
        return entry.Connection;
    }

    public IPEndPoint? LocalOf(long flow) => byFlow.TryGetValue(flow, out var entry) ? entry.Connection.Local : null;

    /// <summary>Closes every connection that a peer made: it opens another.</summary>
    public void CloseAccepted()
    {
        foreach (var entry in byFlow.Values.Where(static entry => !entry.IsOutgoing)) entry.Connection.Dispose();
    }

    /// <summary>Closes after what is queued has been sent.</summary>
    public void Close(long flow)
    {
        if (byFlow.TryGetValue(flow, out var entry)) entry.Connection.Dispose();
    }

    public void Dispose()
    {
        foreach (var listener in listeners) listener.Dispose();
        foreach (var entry in byFlow.Values) entry.Connection.Dispose();
    }

    private Entry? Find(SipHop hop)
    {
        if (hop.Flow is { } flow && byFlow.TryGetValue(flow, out var entry)) return entry;
        return byRemote.GetValueOrDefault(hop.Remote);
    }

    private Entry? Connect(IPEndPoint remote)
    {
        if (byFlow.Count >= options.MaxConnections) return null;
        var id = Interlocked.Increment(ref lastFlow);
        var flow = new StreamFlow(id, options.Limits, inbox, Closed);
        return Add(new(id, network.Connect(remote, flow), flow) { IsOutgoing = true });
    }

    private StreamFlow Accept(IStreamConnection connection)
    {
        var id = Interlocked.Increment(ref lastFlow);
        var flow = new StreamFlow(id, options.Limits, inbox, Closed);
        inbox.Post(() => Admit(new(id, connection, flow)));
        return flow;
    }

    private void Admit(Entry entry)
    {
        if (byFlow.Count < options.MaxConnections)
        {
            Add(entry);
            return;
        }

        meter.Refused("connection-limit", SipTransport.Tcp);
        entry.Connection.Dispose();
    }

    private Entry Add(Entry entry)
    {
        byFlow[entry.Id] = entry;
        byRemote[entry.Connection.Remote] = entry;
        Volatile.Write(ref count, byFlow.Count);
        entry.IdleTimer = timers.Start(options.IdleClose, () => CloseIfIdle(entry));
        return entry;
    }

    private void CloseIfIdle(Entry entry)
    {
        if (entry.Flow.TakeActive()) entry.IdleTimer = timers.Start(options.IdleClose, () => CloseIfIdle(entry));
        else entry.Connection.Dispose();
    }

    private void Closed(long id, string reason)
    {
        if (!byFlow.TryRemove(id, out var entry)) return;
        entry.IdleTimer.Cancel();
        if (byRemote.TryGetValue(entry.Connection.Remote, out var current) && current == entry)
            byRemote.Remove(entry.Connection.Remote);
        Volatile.Write(ref count, byFlow.Count);
        if (entry.IsOutgoing && !entry.Flow.IsEstablished) unreachable.Add(entry.Connection.Remote);
        else unreachable.Remove(entry.Connection.Remote);
        user.FlowClosed(id, reason);
    }

    private sealed class Entry(long id, IStreamConnection connection, StreamFlow flow)
    {
        public long Id { get; } = id;

        public IStreamConnection Connection { get; } = connection;

        public StreamFlow Flow { get; } = flow;

        public bool IsOutgoing { get; init; }

        public RunningTimer IdleTimer { get; set; }
    }
}
