using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Network;

/// <summary>One side of a stream: what it sends arrives at its peer after the latency, in order, in pieces.</summary>
internal sealed class VirtualConnection(VirtualNetwork network, IPEndPoint local, IPEndPoint remote) : IStreamConnection
{
    /// <summary>Bytes under way before <see cref="Send"/> refuses, as the queue of a real connection does.</summary>
    private const int MaxBytesUnderWay = 1 << 20;

    private readonly Queue<byte[]> unestablished = new();
    private VirtualConnection? peer;
    private int bytesUnderWay;
    private bool closing;
    private bool ended;

    public IPEndPoint Local { get; private set; } = local;

    public IPEndPoint Remote { get; } = remote;

    /// <summary>Gets the callbacks; set before anything can arrive.</summary>
    public IStreamReceiver? Receiver { get; set; }

    public bool Send(ReadOnlySpan<byte> bytes)
    {
        if (closing || ended || bytesUnderWay + bytes.Length > MaxBytesUnderWay) return false;
        bytesUnderWay += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, network.StreamPieceBytes)];
            bytes = bytes[piece.Length..];
            if (peer is null) unestablished.Enqueue(piece.ToArray());
            else Transmit(piece.ToArray());
        }

        return true;
    }

    /// <summary>The client's side: its connect reached <paramref name="server"/>.</summary>
    public void Establish(VirtualConnection server)
    {
        Local = server.Remote;
        (peer, server.peer) = (server, this);
        Receiver!.Connected(this);
        while (unestablished.TryDequeue(out var piece)) Transmit(piece);
    }

    /// <summary>Nobody waits for it any more.</summary>
    public bool IsClosing => closing;

    /// <summary>The last callback.</summary>
    public void End(Exception? error)
    {
        if (ended) return;
        ended = true;
        Receiver!.Closed(this, error);
    }

    public void Dispose()
    {
        if (closing) return;
        closing = true;
        network.After(TimeSpan.Zero, () => End(null));
        var other = peer;
        if (other is not null) network.After(network.Latency, () => other.End(null));
    }

    private void Transmit(byte[] piece)
    {
        var to = peer!;
        network.After(network.Latency, () =>
        {
            bytesUnderWay -= piece.Length;
            if (!to.closing && !to.ended) to.Receiver!.Received(to, piece);
        });
    }
}
