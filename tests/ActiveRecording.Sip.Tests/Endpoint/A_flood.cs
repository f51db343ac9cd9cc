using System.Diagnostics.Metrics;
using System.Text;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_flood : TwoParties
{
    private const int Refused = 2001;
    private const int Unforeseen = 2004;

    [Fact]
    public void Of_garbage_is_counted_and_logged_once_a_minute()
    {
        var counted = 0L;
        using var listener = Listen("sip.messages.refused", value => counted += value);
        using var stranger = new Stranger(Simulator, Bob.Endpoint.Udp[0]);

        for (var i = 0; i < 100; i++) stranger.Send("garbage");
        Run(61_000);
        stranger.Send("garbage");
        Run(10);

        var lines = Bob.Log.All.Where(line => line.Id == Refused).Select(line => line.Text).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("127.0.0.1: Not SIP (99 more", lines[1], StringComparison.Ordinal);
        Assert.True(counted >= 101);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_broken_messages_does_no_harm(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        using var stranger = new Stranger(Simulator, Bob.Endpoint.Udp[0]);
        Bob.OnRequest = (_, request) => Bob.Answer(request.Method == SipMethod.Invite ? 486 : 200);

        for (var i = 0; i < 2_000; i++)
        {
            var method = (string[])["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS"];
            var bytes = Encoding.ASCII.GetBytes(Stranger.Request(method[chance.NextUInt64() % 5], branch: $"z9hG4bK{i / 5}"));
            for (var flaw = chance.NextUInt64() % 4; flaw > 0; flaw--)
                bytes[chance.NextUInt64() % (ulong)bytes.Length] = (byte)chance.NextUInt64();
            stranger.Send(Encoding.Latin1.GetString(bytes));
        }

        Run(70_000);
        Alice.Send(SipMethod.Options, Bob);
        Run(100);

        Assert.Equal("200", Alice.Told);
        Assert.DoesNotContain(Bob.Log.All, line => line.Id == Unforeseen);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Of_broken_streams_does_no_harm(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        using var carol = new Party(Simulator, Party.Listening(5090, tcp: true));
        carol.OnRequest = (_, _) => carol.Answer(200);

        for (var i = 0; i < 300; i++)
        {
            using var stranger = new Stranger(Simulator, carol.Endpoint.Tcp[0], tcp: true);
            var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3).Select(
                message => Stranger.Request("OPTIONS", "Content-Length: 3\r\n", $"z9hG4bK{i}-{message}", "TCP 127.0.0.1:5099") + "abc")));
            for (var flaw = chance.NextUInt64() % 3; flaw > 0; flaw--)
                bytes[chance.NextUInt64() % (ulong)bytes.Length] = (byte)chance.NextUInt64();
            stranger.Send(Encoding.Latin1.GetString(bytes));
            Run(5);
        }

        Run(1_000);

        Assert.DoesNotContain(carol.Log.All, line => line.Id == Unforeseen);
        Assert.True(carol.Requests.Count > 300);
    }

    private static MeterListener Listen(string name, Action<long> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == name) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted(value));
        listener.Start();
        return listener;
    }
}
