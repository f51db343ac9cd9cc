using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class Virtual_streams : IStreamReceiver
{
    private static readonly IPEndPoint Server = IPEndPoint.Parse("10.0.0.2:5060");
    private readonly Simulator simulator = new();
    private readonly List<string> events = [];
    private IStreamConnection? accepted;

    [Fact]
    public void Carry_bytes_both_ways()
    {
        simulator.Network.Listen(Server, Accept);
        var client = simulator.Network.Connect(Server, this);
        Assert.True(client.Send("ping"u8));
        Settle();
        Assert.True(accepted!.Send("pong"u8));
        Settle();

        Assert.Equal(["client connected", "server hears ping", "client hears pong"], events);
        Assert.Equal(client.Local, accepted.Remote);
    }

    [Fact]
    public void Deliver_in_pieces_when_told()
    {
        simulator.Network.StreamPieceBytes = 3;
        simulator.Network.Listen(Server, Accept);

        simulator.Network.Connect(Server, this).Send("abcdefgh"u8);
        Settle();

        Assert.Equal(["client connected", "server hears abc", "server hears def", "server hears gh"], events);
    }

    [Fact]
    public void Are_closed_once_for_each_side_after_what_was_sent()
    {
        simulator.Network.Listen(Server, Accept);
        var client = simulator.Network.Connect(Server, this);
        Settle();

        client.Send("bye"u8);
        client.Dispose();
        client.Dispose();
        Settle();
        accepted!.Dispose();
        Settle();

        Assert.Equal(["client connected", "client closed", "server hears bye", "server closed"], events);
        Assert.False(client.Send("late"u8));
    }

    [Fact]
    public void To_nobody_are_refused()
    {
        simulator.Network.Connect(Server, this);
        Settle();

        Assert.Equal(["client closed by ConnectionRefused"], events);
    }

    void IStreamReceiver.Connected(IStreamConnection connection) => events.Add($"{Side(connection)} connected");

    void IStreamReceiver.Received(IStreamConnection connection, ReadOnlySpan<byte> bytes) =>
        events.Add($"{Side(connection)} hears {Encoding.ASCII.GetString(bytes)}");

    void IStreamReceiver.Closed(IStreamConnection connection, Exception? error) =>
        events.Add($"{Side(connection)} closed" + (error is SocketException e ? $" by {e.SocketErrorCode}" : ""));

    private static string Side(IStreamConnection connection) => connection.Remote.Equals(Server) ? "client" : "server";

    private Virtual_streams Accept(IStreamConnection connection)
    {
        accepted = connection;
        return this;
    }

    private void Settle() => simulator.RunFor(TimeSpan.FromSeconds(1));
}
