using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Runtime.Tests.Sockets;

public sealed class Streams : IDisposable
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly Peer server = new();
    private readonly Peer client = new();

    [Fact]
    public async Task Carry_bytes_in_order_both_ways()
    {
        using var listener = network.Listen(AnyPort, Accept);
        using var connection = network.Connect(listener.Local, client);
        Assert.True(connection.Send("sent before it is established, "u8));
        await client.Opened.Task.WaitAsync(Patience);
        for (var i = 0; i < 1000; i++) Assert.True(connection.Send(Encoding.ASCII.GetBytes($"{i},")));

        var expected = "sent before it is established, " + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i},"));
        Assert.Equal(expected, await server.HearAsync(expected.Length));
        Assert.True(server.Connection!.Send("pong"u8));
        Assert.Equal("pong", await client.HearAsync(4));
    }

    [Fact]
    public async Task Closed_by_one_side_are_closed_orderly_for_both()
    {
        using var listener = network.Listen(AnyPort, Accept);
        var connection = network.Connect(listener.Local, client);
        await server.Opened.Task.WaitAsync(Patience);

        connection.Dispose();

        Assert.Null(await client.Ended.Task.WaitAsync(Patience));
        Assert.Null(await server.Ended.Task.WaitAsync(Patience));
        Assert.False(connection.Send("late"u8));
        Assert.Equal((1, 1), (client.Closings, server.Closings));
    }

    [Fact]
    public async Task Deliver_what_was_queued_before_the_close()
    {
        using var listener = network.Listen(AnyPort, Accept);
        var connection = network.Connect(listener.Local, client);
        await client.Opened.Task.WaitAsync(Patience);
        var farewell = new string('.', 500_000);

        connection.Send(Encoding.ASCII.GetBytes(farewell));
        connection.Dispose();

        Assert.Equal(farewell, await server.HearAsync(farewell.Length));
        Assert.Null(await server.Ended.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task To_nobody_are_told_as_closed_with_an_error()
    {
        var listener = network.Listen(AnyPort, Accept);
        listener.Dispose();

        network.Connect(listener.Local, client);

        var error = Assert.IsType<SocketException>(await client.Ended.Task.WaitAsync(Patience));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        Assert.False(client.Opened.Task.IsCompleted);
    }

    [Fact]
    public async Task Refuse_more_than_their_queue_holds()
    {
        using var small = new SocketNetwork(new() { StreamQueueBytes = 1000 }, NullLogger.Instance);
        using var listener = network.Listen(AnyPort, Accept);
        using var connection = small.Connect(listener.Local, client);

        Assert.False(connection.Send(new byte[1001]));
        Assert.True(connection.Send(new byte[1000]));

        Assert.Equal(1000, (await server.HearAsync(1000)).Length);
    }

    [Fact]
    public async Task Beyond_the_limit_are_closed_at_once_and_counted()
    {
        using var narrow = new SocketNetwork(new() { MaxConnections = 1 }, NullLogger.Instance);
        using var listener = narrow.Listen(AnyPort, Accept);
        using var first = network.Connect(listener.Local, client);
        await server.Opened.Task.WaitAsync(Patience);
        var late = new Peer();

        network.Connect(listener.Local, late);

        await late.Ended.Task.WaitAsync(Patience);
        Assert.Equal(1, narrow.Counters.ConnectionsRefused);
    }

    [Fact]
    public async Task Are_closed_when_their_receiver_throws()
    {
        using var listener = network.Listen(AnyPort, Accept);
        server.Failure = new InvalidOperationException("by test");
        using var connection = network.Connect(listener.Local, client);

        connection.Send("bang"u8);

        Assert.Null(await client.Ended.Task.WaitAsync(Patience));
    }

    public void Dispose() => network.Dispose();

    private Peer Accept(IStreamConnection connection)
    {
        server.Connection = connection;
        server.Opened.TrySetResult();
        return server;
    }

    private sealed class Peer : IStreamReceiver
    {
        private readonly StringBuilder heard = new();
        private readonly SemaphoreSlim more = new(0);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Exception?> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IStreamConnection? Connection { get; set; }

        public Exception? Failure { get; set; }

        public int Closings { get; private set; }

        public void Connected(IStreamConnection connection) => Opened.TrySetResult();

        public void Received(IStreamConnection connection, ReadOnlySpan<byte> bytes)
        {
            if (Failure is not null) throw Failure;
            lock (heard) heard.Append(Encoding.ASCII.GetString(bytes));
            more.Release();
        }

        public void Closed(IStreamConnection connection, Exception? error)
        {
            Closings++;
            Ended.TrySetResult(error);
        }

        public async Task<string> HearAsync(int length)
        {
            while (true)
            {
                lock (heard)
                {
                    if (heard.Length >= length) return heard.ToString();
                }

                Assert.True(await more.WaitAsync(Patience), $"Only {heard.Length} of {length} bytes arrived.");
            }
        }
    }
}
