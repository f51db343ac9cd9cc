using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// A bound port. Once its peer is known a second descriptor of the same port is connected to it: the peer's packets come and go there
/// at less cost, while the first still hears all others, so that they are counted and may take over.
/// </summary>
internal sealed unsafe class NativeSocket(UdpShard shard, UdpChannel all, TransportAddress local) : IMediaSocket
{
    private UdpChannel? connected;
    private int connectedDescriptor;
    private TransportAddress peer;
    private bool isClosed;

    /// <summary>The descriptor that hears everybody.</summary>
    public UdpChannel All => all;

    public void Start() => shard.TryServe(all);

    public void Send(ReadOnlySpan<byte> datagram, in TransportAddress to)
    {
        if (isClosed) return;
        fixed (byte* bytes = datagram)
        {
            if (connected is not null && to == peer) SendConnected(connectedDescriptor, bytes, datagram.Length);
            else SendTo(bytes, datagram.Length, to);
        }
    }

    public void Latch(in TransportAddress peer)
    {
        if (isClosed || (connected is not null && this.peer == peer)) return;
        if (connected is { } former)
        {
            // What the former peer had sent is still in its queue: closing the descriptor, and not connecting it anew, keeps the two apart.
            shard.Drop(former);
            connected = null;
        }

        var descriptor = UdpDescriptor.BindConnected(all.Descriptor, local, peer);
        if (descriptor < 0)
        {
            shard.NoSocket(-descriptor);
            return;
        }

        var channel = new UdpChannel(descriptor, all.Endpoint, all.IsRtp, isMany: false);
        if (!shard.TryServeAfter(all, channel, peer)) return;
        this.peer = peer;
        connectedDescriptor = descriptor;
        connected = channel;
    }

    public void Close()
    {
        if (isClosed) return;
        isClosed = true;
        if (connected is not null) shard.Drop(connected);
        shard.Drop(all);
    }

    /// <summary>An ICMP error of an earlier packet is reported instead of sending, once: then it is sent again.</summary>
    private void SendConnected(int descriptor, byte* bytes, int length)
    {
        if (Libc.send(descriptor, bytes, (nuint)length, Libc.DontWait | Libc.NoSignal) >= 0) return;
        if (Libc.Errno == Libc.ConnectionRefused)
        {
            shard.Tally.Count(Counted.Unreachable);
            if (Libc.send(descriptor, bytes, (nuint)length, Libc.DontWait | Libc.NoSignal) >= 0) return;
        }

        shard.Tally.Count(Counted.SendFailed);
    }

    private void SendTo(byte* bytes, int length, in TransportAddress to)
    {
        var address = stackalloc byte[SocketAddressBytes.Size];
        var addressLength = SocketAddressBytes.Write(new Span<byte>(address, SocketAddressBytes.Size), to);
        if (Libc.sendto(all.Descriptor, bytes, (nuint)length, Libc.DontWait | Libc.NoSignal, address, addressLength) < 0)
            shard.Tally.Count(Counted.SendFailed);
    }
}
