using System.Runtime.InteropServices;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>Receives from a descriptor into memory taken once and hands each datagram to the channel's endpoint.</summary>
internal sealed unsafe class DatagramIntake(Tally tally) : IDisposable
{
    private const int BufferBytes = 65_536;
    private readonly byte* buffer = (byte*)NativeMemory.Alloc(BufferBytes);
    private readonly byte* name = (byte*)NativeMemory.AllocZeroed(SocketAddressBytes.Size);
    private readonly Libc.Vector* vector = (Libc.Vector*)NativeMemory.AllocZeroed((nuint)sizeof(Libc.Vector));
    private readonly Libc.MessageHeader* message = (Libc.MessageHeader*)NativeMemory.AllocZeroed((nuint)sizeof(Libc.MessageHeader));
    private readonly Libc.ControlMessage* control = (Libc.ControlMessage*)NativeMemory.AllocZeroed((nuint)sizeof(Libc.ControlMessage));

    /// <summary>Receives once: one datagram, or of a channel of many streams one train of them.</summary>
    /// <returns>False when nothing was there.</returns>
    public bool TryReceive(UdpChannel channel, DateTimeOffset arrival) =>
        channel.IsMany ? TryReceiveTrain(channel, arrival) : TryReceiveOne(channel, arrival);

    public void Dispose()
    {
        NativeMemory.Free(buffer);
        NativeMemory.Free(name);
        NativeMemory.Free(vector);
        NativeMemory.Free(message);
        NativeMemory.Free(control);
    }

    private bool TryReceiveOne(UdpChannel channel, DateTimeOffset arrival)
    {
        if (channel.Peer is { } peer)
        {
            var taken = Libc.recv(channel.Descriptor, buffer, BufferBytes, Libc.DontWait);
            if (taken < 0) return Failed(Libc.Errno);
            Hand(channel, buffer, (int)taken, peer, arrival);
            return true;
        }

        uint nameLength = SocketAddressBytes.Size;
        var length = Libc.recvfrom(channel.Descriptor, buffer, BufferBytes, Libc.DontWait, name, &nameLength);
        if (length < 0) return Failed(Libc.Errno);
        Hand(channel, buffer, (int)length, Sender(), arrival);
        return true;
    }

    /// <summary>
    /// UDP_GRO of udp(7): datagrams of one source and length come back to back, with the length beside them; the last may be shorter.
    /// </summary>
    private bool TryReceiveTrain(UdpChannel channel, DateTimeOffset arrival)
    {
        *vector = new Libc.Vector { Base = buffer, Length = BufferBytes };
        *message = new Libc.MessageHeader
        {
            Name = name,
            NameLength = SocketAddressBytes.Size,
            Vectors = vector,
            VectorCount = 1,
            Control = (byte*)control,
            ControlLength = (nuint)sizeof(Libc.ControlMessage),
        };
        var length = (int)Libc.recvmsg(channel.Descriptor, message, Libc.DontWait);
        if (length < 0) return Failed(Libc.Errno);
        var isTrain = message->ControlLength != 0 && control->Level == Libc.SolUdp && control->Type == Libc.UdpGro;
        var segment = isTrain ? (int)control->Content : 0;
        if (segment <= 0) segment = Math.Max(length, 1);
        var (at, from) = (0, Sender());
        do
        {
            Hand(channel, buffer + at, Math.Min(segment, length - at), from, arrival);
            at += segment;
        }
        while (at < length);
        return true;
    }

    private TransportAddress Sender() => SocketAddressBytes.Read(new ReadOnlySpan<byte>(name, SocketAddressBytes.Size));

    private static void Hand(UdpChannel channel, byte* bytes, int length, in TransportAddress from, DateTimeOffset arrival)
    {
        var datagram = new ReadOnlySpan<byte>(bytes, length);
        if (channel.IsRtp) channel.Endpoint.RtpReceived(datagram, from, arrival);
        else channel.Endpoint.RtcpReceived(datagram, from, arrival);
    }

    /// <summary>A peer's closed port is told here as well as when sending; that is something that was there.</summary>
    private bool Failed(int error)
    {
        if (error != Libc.ConnectionRefused) return false;
        tally.Count(Counted.Unreachable);
        return true;
    }
}
