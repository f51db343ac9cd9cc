using System.Collections.Concurrent;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>A recorder's sink that keeps everything.</summary>
internal sealed class Tape : IRtpSink
{
    private int reports;

    public ConcurrentQueue<byte[]> Packets { get; } = new();

    public ConcurrentQueue<uint> Ended { get; } = new();

    public int Reports => Volatile.Read(ref reports);

    public void Received(in ReceivedRtp packet) => Packets.Enqueue(packet.Packet.Bytes.ToArray());

    public void Received(in ReceivedSenderReport report) => Interlocked.Increment(ref reports);

    public void SourceEnded(uint ssrc, DateTimeOffset at) => Ended.Enqueue(ssrc);
}
