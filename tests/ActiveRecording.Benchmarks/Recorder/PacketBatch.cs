using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>Datagrams of one length to many addresses, sent by one system call (sendmmsg(2), 64-bit Linux).</summary>
internal sealed unsafe partial class PacketBatch : IDisposable
{
    private const int AddressBytes = 16;
    private readonly Socket socket;
    private readonly int capacity;
    private readonly int packetBytes;
    private readonly byte* packets;
    private readonly byte* addresses;
    private readonly Vector* vectors;
    private readonly Message* messages;

    public PacketBatch(Socket socket, int capacity, int packetBytes)
    {
        (this.socket, this.capacity, this.packetBytes) = (socket, capacity, packetBytes);
        packets = (byte*)NativeMemory.AllocZeroed((nuint)(capacity * packetBytes));
        addresses = (byte*)NativeMemory.AllocZeroed((nuint)(capacity * AddressBytes));
        vectors = (Vector*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(Vector));
        messages = (Message*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(Message));
        for (var index = 0; index < capacity; index++)
        {
            vectors[index] = new Vector { Base = packets + index * packetBytes, Length = (nuint)packetBytes };
            messages[index] = new Message { Name = addresses + index * AddressBytes, NameLength = AddressBytes, Vectors = vectors + index, Count = 1 };
        }
    }

    /// <summary>Datagrams waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a datagram; a full batch is sent.</summary>
    public void Add(ReadOnlySpan<byte> packet, IPEndPoint to)
    {
        if (Count == capacity) Send();
        packet.CopyTo(new Span<byte>(packets + Count * packetBytes, packetBytes));
        var address = new Span<byte>(addresses + Count * AddressBytes, AddressBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(address, (ushort)AddressFamily.InterNetwork);
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)to.Port);
        to.Address.TryWriteBytes(address[4..], out _);
        Count++;
    }

    /// <summary>Sends what waits.</summary>
    public void Send()
    {
        for (var sent = 0; sent < Count;)
        {
            var done = SendMany((int)socket.Handle, messages + sent, (uint)(Count - sent), 0);
            if (done < 0) throw new SocketException(Marshal.GetLastPInvokeError());
            sent += done;
        }

        Count = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(packets);
        NativeMemory.Free(addresses);
        NativeMemory.Free(vectors);
        NativeMemory.Free(messages);
    }

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendMany(int socket, Message* messages, uint count, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr; the last two are of 32 bits there, padded.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint Count;
        public void* Control;
        public nuint ControlLength;
        public ulong Flags;
        public ulong Sent;
    }
}
