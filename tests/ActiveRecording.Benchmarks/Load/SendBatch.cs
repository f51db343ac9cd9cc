using System.Runtime.InteropServices;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>Packets of one socket that leave by one <c>sendmmsg</c>, in native memory.</summary>
internal sealed unsafe class SendBatch : IDisposable
{
    private const int Most = LoadLayout.PartiesPerSocket;
    private readonly InternetAddress* addresses = Allocate<InternetAddress>(Most);
    private readonly MessageOfMany* messages = Allocate<MessageOfMany>(Most);
    private readonly IoVector* vectors = Allocate<IoVector>(Most);
    private readonly byte* packets = Allocate<byte>(Most * LoadStamp.PacketBytes);

    public SendBatch()
    {
        new Span<byte>(packets, Most * LoadStamp.PacketBytes).Fill(0xD5);
        for (var slot = 0; slot < Most; slot++)
        {
            vectors[slot] = new IoVector { Base = packets + slot * LoadStamp.PacketBytes, Length = LoadStamp.PacketBytes };
            messages[slot] = new MessageOfMany
            {
                Name = addresses + slot,
                NameLength = InternetAddress.Bytes,
                Vectors = vectors + slot,
                VectorCount = 1,
            };
        }
    }

    public int Count { get; private set; }

    public bool IsFull => Count == Most;

    /// <summary>Where the next packet is to be written, which goes to this port of loopback.</summary>
    public Span<byte> Add(int port)
    {
        addresses[Count] = LoadSocket.Loopback(port);
        return new Span<byte>(packets + Count++ * LoadStamp.PacketBytes, LoadStamp.PacketBytes);
    }

    /// <summary>Sends what was added. What the kernel refuses is lost, and counted by its absence at the other end.</summary>
    public void Send(LoadSocket socket)
    {
        for (var sent = 0; sent < Count;)
            sent += Math.Max(1, Libc.sendmmsg(socket.Descriptor, messages + sent, (uint)(Count - sent), 0));
        Count = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(addresses);
        NativeMemory.Free(messages);
        NativeMemory.Free(vectors);
        NativeMemory.Free(packets);
    }

    private static T* Allocate<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));
}
