using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Threading.Channels;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Cluster;

/// <summary>The connection that this node keeps to one peer, for what it sends; made again whenever it breaks.</summary>
internal sealed class PeerLink(
    NodeAddress peer, NodeId self, LinkOptions options, LinkSocket connecting, INodeLinkUser user, ILogger log) : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private static readonly Meter Meter = new("ActiveRecording.Cluster");
    private static readonly Counter<long> Drops = Meter.CreateCounter<long>(
        "envelopes_dropped", description: "Envelopes to other nodes dropped because a queue was full");

    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(300);
    private readonly Channel<Envelope> queue = Channel.CreateBounded<Envelope>(
        new BoundedChannelOptions(options.Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource ended = new();
    private volatile bool isLinked;
    private volatile bool isClosing;
    private long dropped;
    private long saidAt;
    private string? lastRefusal;

    /// <summary>Starts connecting.</summary>
    public void Open() => _ = Task.Run(RunAsync);

    public bool Send(Envelope envelope)
    {
        if (!isLinked) return false;
        if (queue.Writer.TryWrite(envelope)) return true;
        Drop(envelope);
        return false;
    }

    /// <summary>Sends what waits, for a moment, and ends.</summary>
    public void Dispose()
    {
        (isClosing, isLinked) = (true, false);
        queue.Writer.TryComplete();
        ended.CancelAfter(LastWords);
    }

    private void Drop(Envelope envelope)
    {
        Drops.Add(1, new KeyValuePair<string, object?>("peer", peer.Node.Name));
        var count = Interlocked.Increment(ref dropped);
        var said = Volatile.Read(ref saidAt);
        var now = Environment.TickCount64;
        if (said != 0 && now - said < SayAgain.TotalMilliseconds) return;
        if (Interlocked.CompareExchange(ref saidAt, now, said) == said)
            log.QueueFull(peer.Node, options.Queue, envelope.Kind, count);
    }

    private async Task RunAsync()
    {
        while (!isClosing)
        {
            var (reason, isRefused) = await ConnectAsync();
            isLinked = false;
            while (queue.Reader.TryRead(out _))
            {
                // What waited for the broken connection is not for the next one.
            }

            if (isClosing) return;
            if (isRefused) user.Refused(peer.Node, reason);
            else user.Broken(peer.Node, reason);
            await Task.Delay(options.RetryAfter, ended.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Connects and sends until it breaks.</summary>
    /// <returns>Why it ended, and whether somebody is there who will not have it.</returns>
    private async Task<(string Reason, bool IsRefused)> ConnectAsync()
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            limit.CancelAfter(options.ConnectTimeout);
            using var socket = await connecting.ConnectAsync(peer.Address, limit.Token);
            await new LinkHandshake(options).ConnectAsync(socket, self, peer.Node, limit.Token);
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            log.Linked(peer.Node, peer.Address);
            (isLinked, lastRefusal) = (!isClosing, null);
            using var broken = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            var sending = SendAllAsync(socket, broken.Token);
            await Task.WhenAny(sending, WatchAsync(socket, ended.Token));
            await broken.CancelAsync();
            await sending;
            return ("it closed the connection", false);
        }
        catch (LinkRefusedException refused)
        {
            if (refused.Message != lastRefusal) log.Refused(peer.Node, peer.Address, refused.Message);
            lastRefusal = refused.Message;
            return (refused.Message, true);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            if (exception.GetBaseException() is AuthenticationException stranger) return ($"its certificate is none of this cluster's: {stranger.Message}", true);
            return (exception is OperationCanceledException ? "it does not answer" : exception.InnerException?.Message ?? exception.Message, false);
        }
    }

    /// <summary>Everything that waits goes in one message.</summary>
    private async Task SendAllAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes);
        try
        {
            while (await queue.Reader.WaitToReadAsync(stop))
            {
                while (buffer.WrittenCount < FlushBytes && queue.Reader.TryRead(out var envelope)) LinkFrames.Write(buffer, envelope);
                await socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Binary, endOfMessage: true, stop);
                buffer.ResetWrittenCount();
            }
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            // The other side closed: the reason is given by who noticed it.
        }
    }

    /// <summary>Nothing comes this way but the end.</summary>
    private static async Task WatchAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var nothing = new byte[1];
        while ((await socket.ReceiveAsync(nothing, stop)).MessageType != WebSocketMessageType.Close)
        {
        }
    }
}
