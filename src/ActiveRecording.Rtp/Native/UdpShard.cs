using System.Net;
using System.Runtime.InteropServices;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Endpoints;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// A thread, its sockets and its memory. It waits in epoll, receives once from every readable socket, does what other threads ask for,
/// runs timers, sends the copies that gathered, and sleeps until the next tick; with nothing to do it stays in epoll.
/// </summary>
internal sealed class UdpShard : Shard
{
    private const int Events = 512;
    private const int ControlLimit = 1024;
    private const ulong WakeKey = ulong.MaxValue;

    /// <summary>Receives from a socket that is readable in two wakes running: a queue is to be worked off, a flood not to be served.</summary>
    private const int Backlog = 8;

    /// <summary>Trains of datagrams from a port of many streams.</summary>
    private const int Trains = 64;

    /// <summary>Datagrams that may wait on a port when its peer becomes known.</summary>
    private const int DrainLimit = 1024;

    private readonly EpollSet epoll = new(Events);
    private readonly ChannelTable channels = new();
    private readonly LoopTimers timers = new();
    private readonly ControlQueue control;
    private readonly DatagramIntake intake;
    private readonly List<(UdpChannel Before, UdpChannel Channel, TransportAddress Peer)> latched = [];
    private readonly ObserverThread observers;
    private readonly NativeCapabilities capabilities;
    private readonly ILogger log;
    private readonly Lock waking = new();
    private readonly Thread thread;
    private readonly int wakeDescriptor;
    private Pace pace;
    private long wake;
    private int isRefusalLogged;
    private bool isStopping;
    private bool isWakeClosed;

    public UdpShard(
        string name, TimeSpan tick, ArrivalClock clock, ObserverThread observers, NativeCapabilities capabilities, ILogger log)
        : base(clock)
    {
        this.observers = observers;
        this.capabilities = capabilities;
        this.log = log;
        pace = new Pace((long)tick.TotalMicroseconds * 1000);
        intake = new DatagramIntake(Tally);
        Batch = new CopyBatch(Tally, capabilities.CanSegment);
        control = new ControlQueue(ControlLimit, Wake);
        wakeDescriptor = Libc.eventfd(0, Libc.CloseOnExec | Libc.NonBlocking);
        if (wakeDescriptor < 0 || !epoll.Add(wakeDescriptor, WakeKey)) throw new System.ComponentModel.Win32Exception(Marshal.GetLastPInvokeError());
        thread = new Thread(Loop) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>What leaves at the end of this wake.</summary>
    public CopyBatch Batch { get; }

    public override void Run(Action action)
    {
        if (Environment.CurrentManagedThreadId == thread.ManagedThreadId) action();
        else control.Run(action);
    }

    public override ITimer CreateTimer(Action due, TimeSpan after, TimeSpan period) => timers.Create(due, after, period);

    public override void Tell(ILegObserver observer, IRtpLeg leg, LegFact fact)
    {
        if (!observers.TryTell(observer, leg, fact)) Tally.Count(Counted.UntoldFacts);
    }

    public override Binding TryBind(Endpoint endpoint, IPAddress address, int port, TrafficShape shape, out MediaSockets? sockets)
    {
        sockets = null;
        var local = TransportAddress.From(new IPEndPoint(address, port));
        var even = UdpDescriptor.Bind(local);
        if (even < 0) return Refused(-even);
        var odd = UdpDescriptor.Bind(local with { Port = (ushort)(port + 1) });
        if (odd < 0)
        {
            _ = Libc.close(even);
            return Refused(-odd);
        }

        capabilities.Prepare(even, shape);
        var rtp = new NativeSocket(this, new UdpChannel(even, endpoint, isRtp: true, shape == TrafficShape.ManyIn), local);
        var rtcp = new NativeSocket(this, new UdpChannel(odd, endpoint, isRtp: false, isMany: false), local with { Port = (ushort)(port + 1) });
        sockets = new MediaSockets(
            shape == TrafficShape.ManyOut ? new BatchedSocket(this, rtp) : rtp, rtcp,
            new RtpEndpoints(UdpDescriptor.Local(even).ToEndPoint(), UdpDescriptor.Local(odd).ToEndPoint()));
        return Binding.Bound;
    }

    public override void Dispose()
    {
        Run(() => isStopping = true);
        if (Environment.CurrentManagedThreadId != thread.ManagedThreadId) thread.Join();
    }

    /// <summary>From now on the channel's datagrams are received.</summary>
    /// <returns>False when the system has no room for it: it is closed.</returns>
    public bool TryServe(UdpChannel channel)
    {
        if (epoll.Add(channel.Descriptor, channels.Add(channel))) return true;
        NoSocket(Marshal.GetLastPInvokeError());
        Drop(channel);
        return false;
    }

    /// <summary>The same of one connected to <paramref name="peer"/>; but what waits in <paramref name="before"/> arrived earlier.</summary>
    public bool TryServeAfter(UdpChannel before, UdpChannel channel, in TransportAddress peer)
    {
        if (!TryServe(channel)) return false;
        latched.Add((before, channel, peer));
        return true;
    }

    /// <summary>Closes the channel; what waits in it is lost.</summary>
    public void Drop(UdpChannel channel)
    {
        latched.RemoveAll(pair => pair.Channel == channel || pair.Before == channel);
        channels.Remove(channel);
        _ = Libc.close(channel.Descriptor);
    }

    /// <summary>The system gave no socket for what has one already: it goes on at a higher price.</summary>
    public void NoSocket(int error)
    {
        LogOnce(error);
        Tally.Count(Counted.NoSocket);
    }

    private Binding Refused(int error)
    {
        if (error is Libc.AddressInUse or Libc.AccessDenied) return Binding.InUse;
        LogOnce(error);
        return Binding.Refused;
    }

    private void LogOnce(int error)
    {
        if (Interlocked.Exchange(ref isRefusalLogged, 1) == 0) log.NoSocket(error);
    }

    private void Loop()
    {
        while (!isStopping)
        {
            var ready = epoll.Wait(timers.MillisecondsToNext(Libc.Now()));
            wake++;
            var media = Receive(ready);
            // Before anybody is told that a copy has stopped, what was copied until then is on its way.
            Batch.Flush();
            Serve();
            Attempt(static shard => shard.timers.RunDue(Libc.Now()));
            Batch.Flush();
            if (media > 0 && ready < Events) Sleep();
        }

        control.Close();
        lock (waking)
        {
            isWakeClosed = true;
            _ = Libc.close(wakeDescriptor);
        }

        epoll.Dispose();
        intake.Dispose();
        Batch.Dispose();
    }

    /// <summary>Until the next tick; who asks for something does not wait so long.</summary>
    private void Sleep()
    {
        if (!pace.TryNext(Libc.Now(), out var until)) return;
        while (!isStopping && Libc.SleepUntil(until, wakeDescriptor))
        {
            ConsumeWake();
            Serve();
        }
    }

    /// <summary>Does what other threads ask for.</summary>
    private void Serve()
    {
        Attempt(static shard => shard.control.Serve());
        if (latched.Count > 0) Attempt(static shard => shard.Connect());
        Batch.Flush();
    }

    /// <summary>One receive from every readable socket.</summary>
    /// <returns>How many of them brought media.</returns>
    private int Receive(int ready)
    {
        var media = 0;
        var arrival = Clock.Now;
        for (var index = 0; index < ready; index++)
        {
            var key = epoll.Key(index);
            if (key == WakeKey) ConsumeWake();
            else if (channels.TryFind(key, out var channel))
            {
                media++;
                Receive(channel, channel.IsMany ? Trains : channel.LastWake == wake - 1 ? Backlog : 1, arrival);
                channel.LastWake = wake;
                if (latched.Count > 0) Connect();
            }
        }

        return media;
    }

    /// <returns>Whether nothing waits there any more.</returns>
    private bool Receive(UdpChannel channel, int times, DateTimeOffset arrival)
    {
        try
        {
            while (times-- > 0 && channel.Key is not null)
            {
                if (!intake.TryReceive(channel, arrival)) return true;
            }
        }
        catch (Exception exception)
        {
            if (Tally.Of(Counted.Failures) == 0) log.SinkFailed(exception, channel.Endpoint.Local.Rtp.Port);
            Tally.Count(Counted.Failures);
        }

        return false;
    }

    /// <summary>Takes what had come to a port before its peer's descriptor was connected, in this wake: so it comes first.</summary>
    private void Connect()
    {
        while (latched.Count > 0)
        {
            var (before, channel, peer) = latched[^1];
            latched.RemoveAt(latched.Count - 1);
            Receive(before, DrainLimit, Clock.Now);

            // Between binding and connecting anybody's datagram may have come; once the queue was empty, only the peer's can.
            if (Receive(channel, DrainLimit, Clock.Now)) channel.Peer = peer;
        }
    }

    private void Attempt(Action<UdpShard> step)
    {
        try
        {
            step(this);
        }
        catch (Exception exception)
        {
            log.ShardFailed(exception, thread.Name ?? "");
        }
    }

    private unsafe void ConsumeWake()
    {
        ulong signals;
        _ = Libc.read(wakeDescriptor, &signals, sizeof(ulong));
    }

    private unsafe void Wake()
    {
        lock (waking)
        {
            ulong one = 1;
            if (!isWakeClosed) _ = Libc.write(wakeDescriptor, &one, sizeof(ulong));
        }
    }
}
