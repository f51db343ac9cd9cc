using System.Net;
using System.Net.Sockets;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>A wire to the server that can be cut before the next question or before the next answer.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int server;
    private readonly Lock gate = new();
    private readonly List<(TcpClient Client, TcpClient Server)> links = [];
    private volatile Cut cut;
    private int questions;

    public CuttingProxy(int server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    public enum Cut
    {
        None,

        /// <summary>What the client sends next does not arrive.</summary>
        Question,

        /// <summary>What the server says next does not arrive; what it was told is done.</summary>
        Answer,
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Pieces that clients sent so far.</summary>
    public int Questions => Volatile.Read(ref questions);

    /// <summary>Cuts at the next occasion, once.</summary>
    public void Next(Cut where) => cut = where;

    /// <summary>Cuts every connection now.</summary>
    public void CutAll()
    {
        lock (gate)
        {
            foreach (var (client, other) in links) Close(client, other);
            links.Clear();
        }
    }

    public void Dispose()
    {
        listener.Stop();
        CutAll();
    }

    private static void Close(TcpClient client, TcpClient other)
    {
        client.Dispose();
        other.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var other = new TcpClient { NoDelay = true };
                await other.ConnectAsync(IPAddress.Loopback, server);
                client.NoDelay = true;
                lock (gate) links.Add((client, other));
                _ = CopyAsync(client, other, Cut.Question);
                _ = CopyAsync(other, client, Cut.Answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            CutAll();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Cut where)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                if (where == Cut.Question) Interlocked.Increment(ref questions);
                if (cut == where)
                {
                    cut = Cut.None;
                    break;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other direction was cut.
        }

        Close(from, to);
    }
}
