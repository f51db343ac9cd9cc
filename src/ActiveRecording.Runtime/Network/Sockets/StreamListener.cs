using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>A listening TCP socket with one accept loop.</summary>
internal sealed class StreamListener : IStreamListener
{
    private const int Backlog = 512;

    /// <summary>After a failed accept, for example for lack of descriptors.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket socket;
    private readonly Func<IStreamConnection, IStreamReceiver> accepted;
    private readonly SocketNetworkOptions options;
    private readonly SocketNetworkCounters counters;
    private readonly ConnectionLimit limit;
    private readonly ILogger log;

    private StreamListener(
        Socket socket, Func<IStreamConnection, IStreamReceiver> accepted, SocketNetworkOptions options,
        SocketNetworkCounters counters, ConnectionLimit limit, ILogger log)
    {
        this.socket = socket;
        this.accepted = accepted;
        this.options = options;
        this.counters = counters;
        this.limit = limit;
        this.log = log;
        Local = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint Local { get; }

    public static StreamListener Open(
        IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted, SocketNetworkOptions options,
        SocketNetworkCounters counters, ConnectionLimit limit, ILogger log)
    {
        var listening = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listening.Bind(local);
            listening.Listen(Backlog);
        }
        catch
        {
            listening.Dispose();
            throw;
        }

        var listener = new StreamListener(listening, accepted, options, counters, limit, log);
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.AcceptAllAsync(), listener, false);
        return listener;
    }

    public void Dispose() => socket.Dispose();

    private async Task AcceptAllAsync()
    {
        while (true)
        {
            try
            {
                Admit(await socket.AcceptAsync().ConfigureAwait(false));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException exception)
            {
                log.AcceptFailed(Local, exception.Message, (int)AcceptPause.TotalMilliseconds);
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
        }
    }

    private void Admit(Socket client)
    {
        if (!limit.TryEnter())
        {
            counters.Refused();
            client.Dispose();
            return;
        }

        try
        {
            var connection = StreamConnection.Accept(client, options, limit, log);
            connection.Start(accepted(connection));
        }
        catch (Exception exception)
        {
            limit.Leave();
            client.Dispose();
            // A peer that reset before it was admitted is nobody's fault.
            if (exception is not SocketException) log.StreamAdmissionFailed(exception, Local);
        }
    }
}
