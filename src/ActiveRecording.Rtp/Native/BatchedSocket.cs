using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>A port that copies of many streams leave by: what is sent within one wake leaves together at its end.</summary>
internal sealed class BatchedSocket(UdpShard shard, NativeSocket socket) : IMediaSocket
{
    public void Start() => socket.Start();

    public void Send(ReadOnlySpan<byte> datagram, in TransportAddress to)
    {
        if (!shard.Batch.TryAdd(socket.All.Descriptor, datagram, to)) socket.Send(datagram, to);
    }

    /// <summary>It has as many peers as there are recorders.</summary>
    public void Latch(in TransportAddress peer)
    {
    }

    public void Close()
    {
        shard.Batch.Flush();
        socket.Close();
    }
}
