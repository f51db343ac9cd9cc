using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Runtime.Tests.Sockets;

public sealed class Datagrams_by_epoll : Datagrams
{
    public Datagrams_by_epoll()
        : base(OperatingSystem.IsLinux() ? DatagramPolling.Epoll : DatagramPolling.BestOfPlatform)
    {
    }
}

public sealed class Datagrams_by_select() : Datagrams(DatagramPolling.Select);

public abstract class Datagrams(DatagramPolling polling) : IDisposable
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SocketNetwork network = new(new() { Polling = polling, PollThreads = 2 }, NullLogger.Instance);
    private readonly Channel<(byte[] Payload, IPEndPoint From)> arrived =
        Channel.CreateUnbounded<(byte[] Payload, IPEndPoint From)>();

    [Fact]
    public async Task Arrive_with_the_address_of_their_sender()
    {
        using var receiver = network.OpenDatagram(AnyPort, Keep);
        using var sender = network.OpenDatagram(AnyPort, Keep);

        sender.Send("hello"u8, receiver.Local);

        var (payload, from) = await NextAsync();
        Assert.Equal("hello"u8.ToArray(), payload);
        Assert.Equal(sender.Local, from);
    }

    [Fact]
    public async Task Keep_their_order_and_their_boundaries()
    {
        using var receiver = network.OpenDatagram(AnyPort, Keep);
        using var sender = network.OpenDatagram(AnyPort, Keep);

        for (byte i = 0; i < 100; i++) sender.Send(new byte[i + 1], receiver.Local);

        for (var i = 0; i < 100; i++) Assert.Equal(i + 1, (await NextAsync()).Payload.Length);
    }

    [Fact]
    public async Task Of_the_largest_size_arrive_whole()
    {
        using var receiver = network.OpenDatagram(AnyPort, Keep);
        using var sender = network.OpenDatagram(AnyPort, Keep);

        sender.Send(new byte[65_507], receiver.Local);

        Assert.Equal(65_507, (await NextAsync()).Payload.Length);
    }

    [Fact]
    public void That_cannot_be_sent_are_counted_and_dropped()
    {
        using var sender = network.OpenDatagram(AnyPort, Keep);

        sender.Send(new byte[65_508], AnyPort);

        Assert.Equal(1, network.Counters.DatagramsDropped);
    }

    [Fact]
    public async Task To_nobody_do_not_harm_the_socket()
    {
        using var receiver = network.OpenDatagram(AnyPort, Keep);
        var gone = network.OpenDatagram(AnyPort, Keep);
        gone.Dispose();

        for (var i = 0; i < 10; i++) receiver.Send("anybody?"u8, gone.Local);
        receiver.Send("still here"u8, receiver.Local);

        Assert.Equal("still here"u8.ToArray(), (await NextAsync()).Payload);
    }

    [Fact]
    public async Task Reach_a_socket_opened_on_the_port_of_a_closed_one()
    {
        var first = network.OpenDatagram(AnyPort, (_, _) => Assert.Fail("The closed socket received."));
        first.Dispose();
        using var second = network.OpenDatagram(first.Local, Keep);

        second.Send("me"u8, second.Local);

        Assert.Equal("me"u8.ToArray(), (await NextAsync()).Payload);
    }

    [Fact]
    public async Task Survive_a_receiver_that_throws()
    {
        using var failing = network.OpenDatagram(AnyPort, (_, _) => throw new InvalidOperationException("by test"));
        using var other = network.OpenDatagram(AnyPort, Keep);
        using var third = network.OpenDatagram(AnyPort, Keep);

        for (var i = 0; i < 4; i++) other.Send("bang"u8, failing.Local);
        other.Send("on other"u8, other.Local);
        Assert.Equal("on other"u8.ToArray(), (await NextAsync()).Payload);
        other.Send("on third"u8, third.Local);
        Assert.Equal("on third"u8.ToArray(), (await NextAsync()).Payload);
    }

    [Fact]
    public void Cannot_share_an_address()
    {
        using var first = network.OpenDatagram(AnyPort, Keep);

        var refusal = Assert.Throws<SocketException>(() => network.OpenDatagram(first.Local, Keep));

        Assert.Equal(SocketError.AddressAlreadyInUse, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task To_an_address_that_moves_reach_the_socket_that_took_it_last()
    {
        using var first = network.TakeDatagram(AnyPort, (_, _) => Assert.Fail("The socket that had the address received."));
        using var second = network.TakeDatagram(first.Local, Keep);
        using var sender = network.OpenDatagram(AnyPort, Keep);

        for (var i = 0; i < 100; i++) sender.Send("taken"u8, second.Local);

        for (var i = 0; i < 100; i++) Assert.Equal("taken"u8.ToArray(), (await NextAsync()).Payload);
    }

    [Fact]
    public async Task Of_a_hundred_sockets_are_all_served()
    {
        var sockets = Enumerable.Range(0, 100).Select(_ => network.OpenDatagram(AnyPort, Keep)).ToArray();

        foreach (var socket in sockets)
        {
            foreach (var peer in sockets.Take(10)) peer.Send("x"u8, socket.Local);
        }

        for (var i = 0; i < 1000; i++) await NextAsync();
        foreach (var socket in sockets) socket.Dispose();
    }

    public void Dispose() => network.Dispose();

    private void Keep(ReadOnlySpan<byte> payload, IPEndPoint from) => arrived.Writer.TryWrite((payload.ToArray(), from));

    private Task<(byte[] Payload, IPEndPoint From)> NextAsync() => arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
