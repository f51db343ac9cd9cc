using System.Runtime.InteropServices;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Datagrams that leave one socket together: all to one address and of one length as the segments of one send (UDP_SEGMENT of
/// udp(7)), and all of these sends in one call (sendmmsg(2)). The order towards an address is that of arrival. Memory is taken once.
/// </summary>
/// <param name="tally">Counts what the kernel does not take.</param>
/// <param name="canSegment">Whether the kernel knows UDP_SEGMENT.</param>
internal sealed unsafe class CopyBatch(Tally tally, bool canSegment) : IDisposable
{
    /// <summary>Datagrams of one batch.</summary>
    private const int Capacity = 512;

    /// <summary>A longer datagram leaves by itself.</summary>
    private const int SlotBytes = 1600;

    /// <summary>Addresses of one batch.</summary>
    private const int Addresses = 64;

    /// <summary>UDP_MAX_SEGMENTS of kernels before 6.6.</summary>
    private const int MaxSegments = 64;

    /// <summary>The longest UDP payload over IPv4.</summary>
    private const int MaxBytes = 65_507;

    private const int ControlLength = 18;
    private const int None = -1;

    private readonly byte* slots = (byte*)NativeMemory.Alloc(Capacity * SlotBytes);
    private readonly byte* names = (byte*)NativeMemory.AllocZeroed(Addresses * SocketAddressBytes.Size);
    private readonly Libc.Vector* vectors = (Libc.Vector*)NativeMemory.AllocZeroed((nuint)(Capacity * sizeof(Libc.Vector)));
    private readonly Libc.ManyMessageHeader* messages =
        (Libc.ManyMessageHeader*)NativeMemory.AllocZeroed((nuint)(Capacity * sizeof(Libc.ManyMessageHeader)));
    private readonly Libc.ControlMessage* controls = (Libc.ControlMessage*)NativeMemory.AllocZeroed((nuint)(Capacity * sizeof(Libc.ControlMessage)));
    private readonly Destination[] destinations = new Destination[Addresses];
    private readonly int[] lengths = new int[Capacity];
    private readonly int[] next = new int[Capacity];
    private bool canSegment = canSegment;
    private int descriptor;
    private int count;
    private int known;
    private int recent;

    /// <summary>Copies a datagram into the batch.</summary>
    /// <returns>False when it is too long for a slot.</returns>
    public bool TryAdd(int from, ReadOnlySpan<byte> datagram, in TransportAddress to)
    {
        if (datagram.Length > SlotBytes) return false;
        if (count == Capacity || (count > 0 && from != descriptor)) Flush();
        descriptor = from;
        var index = DestinationOf(to);
        datagram.CopyTo(new Span<byte>(slots + count * SlotBytes, SlotBytes));
        lengths[count] = datagram.Length;
        next[count] = None;
        ref var destination = ref destinations[index];
        if (destination.First == None) destination.First = count;
        else next[destination.Last] = count;
        destination.Last = count;
        count++;
        return true;
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        if (count == 0) return;
        var built = Build();
        for (var sent = 0; sent < built;)
        {
            var taken = Libc.sendmmsg(descriptor, messages + sent, (uint)(built - sent), Libc.DontWait | Libc.NoSignal);
            if (taken > 0) sent += taken;
            else Refused(ref messages[sent++].Header, Libc.Errno);
        }

        count = 0;
        known = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(slots);
        NativeMemory.Free(names);
        NativeMemory.Free(vectors);
        NativeMemory.Free(messages);
        NativeMemory.Free(controls);
    }

    private int DestinationOf(in TransportAddress to)
    {
        if (recent < known && destinations[recent].Address == to) return recent;
        for (recent = 0; recent < known; recent++)
        {
            if (destinations[recent].Address == to) return recent;
        }

        if (known == Addresses) Flush();
        recent = known++;
        var name = new Span<byte>(names + recent * SocketAddressBytes.Size, SocketAddressBytes.Size);
        destinations[recent] = new Destination { Address = to, First = None, NameLength = SocketAddressBytes.Write(name, to) };
        return recent;
    }

    /// <summary>One message for each run of equal length towards one address.</summary>
    private int Build()
    {
        var (built, vector) = (0, 0);
        for (var index = 0; index < known; index++)
        {
            for (var slot = destinations[index].First; slot != None;)
            {
                var (length, first) = (lengths[slot], vector);
                do
                {
                    vectors[vector++] = new Libc.Vector { Base = slots + slot * SlotBytes, Length = (nuint)length };
                    slot = next[slot];
                }
                while (canSegment && slot != None && lengths[slot] == length
                    && vector - first < MaxSegments && (vector - first + 1) * length <= MaxBytes);
                Put(built++, index, first, vector - first, length);
            }
        }

        return built;
    }

    private void Put(int message, int destination, int vector, int segments, int length)
    {
        ref var header = ref messages[message].Header;
        header = new Libc.MessageHeader
        {
            Name = names + destination * SocketAddressBytes.Size,
            NameLength = destinations[destination].NameLength,
            Vectors = vectors + vector,
            VectorCount = (nuint)segments,
        };
        if (segments == 1) return;
        controls[message] = new Libc.ControlMessage { Length = ControlLength, Level = Libc.SolUdp, Type = Libc.UdpSegment, Content = (ushort)length };
        header.Control = (byte*)(controls + message);
        header.ControlLength = (nuint)sizeof(Libc.ControlMessage);
    }

    /// <summary>
    /// The kernel took none of a message. Where it does not segment on this way (no checksum offload, a smaller MTU) the datagrams leave one
    /// by one.
    /// </summary>
    private void Refused(ref Libc.MessageHeader message, int error)
    {
        if (message.VectorCount == 1 || error is not (Libc.Io or Libc.Invalid))
        {
            tally.Count(Counted.SendFailed, (int)message.VectorCount);
            return;
        }

        if (error == Libc.Io) canSegment = false;
        for (nuint segment = 0; segment < message.VectorCount; segment++)
        {
            var datagram = message.Vectors[segment];
            if (Libc.sendto(descriptor, datagram.Base, datagram.Length, Libc.DontWait | Libc.NoSignal, message.Name, message.NameLength) < 0)
                tally.Count(Counted.SendFailed);
        }
    }

    private struct Destination
    {
        public TransportAddress Address;
        public uint NameLength;
        public int First;
        public int Last;
    }
}
