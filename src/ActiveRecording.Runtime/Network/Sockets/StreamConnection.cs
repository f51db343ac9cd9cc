using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>
/// A TCP connection. One loop on the thread pool connects, receives and makes every callback; another, started when
/// there is something to send, empties the queue.
/// </summary>
internal sealed class StreamConnection : IStreamConnection
{
    private const int ReceiveBytes = 16 * 1024;
    private static readonly IPEndPoint Unspecified = new(IPAddress.Any, 0);
    private readonly Socket socket;
    private readonly SocketNetworkOptions options;
    private readonly ConnectionLimit limit;
    private readonly ILogger log;
    private readonly SendQueue queue;
    private readonly CancellationTokenSource closing = new();
    private Exception? sendError;
    private int disposed;

    private StreamConnection(
        Socket socket, IPEndPoint remote, SocketNetworkOptions options, ConnectionLimit limit, ILogger log)
    {
        this.socket = socket;
        this.options = options;
        this.limit = limit;
        this.log = log;
        queue = new SendQueue(options.StreamQueueBytes);
        Remote = remote;
        socket.NoDelay = true;
    }

    public IPEndPoint Local { get; private set; } = Unspecified;

    public IPEndPoint Remote { get; }

    /// <summary>Starts connecting; the callbacks come from the thread pool.</summary>
    public static StreamConnection Connect(
        IPEndPoint remote, IStreamReceiver receiver, SocketNetworkOptions options, ConnectionLimit limit, ILogger log)
    {
        var unconnected = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var connection = new StreamConnection(unconnected, remote, options, limit, log);
        connection.queue.Hold();
        ThreadPool.UnsafeQueueUserWorkItem(
            static start => _ = start.connection.RunOutgoingAsync(start.receiver), (connection, receiver), false);
        return connection;
    }

    /// <summary>Takes an accepted socket over and its place in <paramref name="limit"/>.</summary>
    /// <exception cref="SocketException">The peer has gone already.</exception>
    public static StreamConnection Accept(
        Socket socket, SocketNetworkOptions options, ConnectionLimit limit, ILogger log) =>
        new(socket, (IPEndPoint)socket.RemoteEndPoint!, options, limit, log)
        {
            Local = (IPEndPoint)socket.LocalEndPoint!,
        };

    /// <summary>Starts receiving on an accepted connection.</summary>
    public void Start(IStreamReceiver receiver) => ThreadPool.UnsafeQueueUserWorkItem(
        static start => _ = start.connection.RunAsync(start.receiver), (connection: this, receiver), false);

    public bool Send(ReadOnlySpan<byte> bytes)
    {
        if (!queue.TryAppend(bytes, out var wake)) return false;
        if (wake) ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.SendQueuedAsync(), this, false);
        return true;
    }

    /// <summary>Closes once the queue is empty or the linger is over; the receiver is told then.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        queue.Close();
        closing.Cancel();
    }

    private async Task RunOutgoingAsync(IStreamReceiver receiver)
    {
        if (!limit.TryEnter())
        {
            Close(receiver, new SocketException((int)SocketError.TooManyOpenSockets));
            return;
        }

        var failure = await ConnectAsync().ConfigureAwait(false);
        if (failure is not null || !socket.Connected)
        {
            limit.Leave();
            Close(receiver, failure);
            return;
        }

        Local = (IPEndPoint)socket.LocalEndPoint!;
        if (!Call(() => receiver.Connected(this))) Dispose();
        _ = SendQueuedAsync();
        await RunAsync(receiver).ConfigureAwait(false);
    }

    /// <summary>Null when it is established, or was closed by its owner before.</summary>
    private async Task<Exception?> ConnectAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        deadline.CancelAfter(options.ConnectTimeout);
        try
        {
            await socket.ConnectAsync(Remote, deadline.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return closing.IsCancellationRequested ? null : new SocketException((int)SocketError.TimedOut);
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }

    private async Task RunAsync(IStreamReceiver receiver)
    {
        var failure = await ReceiveAllAsync(receiver).ConfigureAwait(false);
        queue.Close();
        if (failure is null)
        {
            await Task.WhenAny(queue.Drained, Task.Delay(options.CloseLinger, CancellationToken.None))
                .ConfigureAwait(false);
        }

        limit.Leave();
        Close(receiver, failure ?? Volatile.Read(ref sendError));
    }

    /// <summary>Receives until either side closes; null when that was orderly.</summary>
    private async Task<Exception?> ReceiveAllAsync(IStreamReceiver receiver)
    {
        var buffer = new byte[ReceiveBytes];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, closing.Token).ConfigureAwait(false);
                if (length == 0 || closing.IsCancellationRequested) return null;
                if (!Call(() => receiver.Received(this, buffer.AsSpan(0, length)))) return null;
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }

    private async Task SendQueuedAsync()
    {
        try
        {
            while (queue.TryTake(out var bytes))
            {
                while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes).ConfigureAwait(false)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            if (!closing.IsCancellationRequested) Volatile.Write(ref sendError, exception);
            queue.Abandon();
            Dispose();
        }
    }

    private void Close(IStreamReceiver receiver, Exception? failure)
    {
        queue.Abandon();
        Dispose();
        socket.Dispose();
        Call(() => receiver.Closed(this, failure));
    }

    private bool Call(Action callback)
    {
        try
        {
            callback();
            return true;
        }
        catch (Exception exception)
        {
            log.StreamReceiverFailed(exception, Local, Remote);
            return false;
        }
    }
}
