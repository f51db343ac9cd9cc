using System.Net;
using ActiveRecording.EventSourcing;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Simulation.Journals;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>A switch with two phones, a trunk and a Media Server, on a virtual network.</summary>
internal sealed class SwitchWorld
{
    public const string Password = "quickstart";
    public static readonly IPEndPoint SwitchAddress = IPEndPoint.Parse("127.0.0.1:5060");
    public static readonly IPEndPoint TrunkAddress = IPEndPoint.Parse("127.0.0.1:5090");
    private readonly MemoryJournal journal = new();

    public SwitchWorld(Func<SipServerOptions, SipServerOptions>? change = null, SipTransport transport = SipTransport.Udp)
    {
        Transport = transport;
        SlowJournal = new DelayedJournal(journal, Simulator.Time);
        Journal = new JournalTrace(SlowJournal, Simulator.Time);
        MediaServer = new MediaServerPeer(Simulator, Flow);
        Options = new SipServerOptions
        {
            Sip = new() { Name = "sip-server", Udp = [SwitchAddress], Tcp = [SwitchAddress] },
            Dns =
            [
                new() { Number = "1001", Password = Password },
                new() { Number = "1002", Password = Password, Record = true },
                new() { Number = "1003", Password = Password },
                new() { Number = "1004", Password = Password, Record = true, RecordRequired = true },
                new() { Number = "pstn", Type = DnType.Trunk, Prefix = "9", Contact = $"sip:{TrunkAddress}" },
            ],
        };
        if (change is not null) Options = change(Options);
        Room = Start(Journal);
        Alice = Phone("alice", "1001", 5071);
        Bob = Phone("bob", "1003", 5073);
    }

    public SipTransport Transport { get; }

    public Simulator Simulator { get; } = new();

    public MessageTrace Flow { get; } = new();

    public DelayedJournal SlowJournal { get; }

    public JournalTrace Journal { get; }

    public SipServerOptions Options { get; }

    public SipServerRoom Room { get; private set; }

    public MediaServerPeer MediaServer { get; }

    /// <summary>1001, not recorded.</summary>
    public ScriptedPhone Alice { get; }

    /// <summary>1003, not recorded.</summary>
    public ScriptedPhone Bob { get; }

    /// <summary>The journal names of what was appended, registrations left out.</summary>
    public IReadOnlyList<string> Events =>
        [.. Journal.Events.Where(e => e.Text.StartsWith("call/", StringComparison.Ordinal)).Select(e => e.Text.Split("  ")[1])];

    public void Register(params ScriptedPhone[] phones) => Simulator.Run(async () =>
    {
        foreach (var phone in phones) Assert.Equal(200, await phone.RegisterAsync());
    });

    public ScriptedPhone Phone(string name, string number, int port, SipTransport? transport = null) => new(
        new PhoneOptions
        {
            Name = name,
            User = number,
            Password = Password,
            Local = new IPEndPoint(IPAddress.Loopback, port),
            Transport = transport ?? Transport,
            Server = SipUri.Parse($"sip:{SwitchAddress}{((transport ?? Transport) == SipTransport.Tcp ? ";transport=tcp" : "")}"),
            Ports = new PhonePorts(10_000 + (port - 5070) * 100, 10_099 + (port - 5070) * 100),
        },
        Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance, Flow);

    /// <summary>Lets everything that is on its way arrive.</summary>
    public void Settle() => Simulator.RunFor(TimeSpan.FromSeconds(1));

    /// <summary>A node that dies without a word, and another on the same journal.</summary>
    public void Restart()
    {
        Room.Dispose();
        Simulator.RunFor(TimeSpan.Zero);
        Room = Start(journal.OtherWriter());
    }

    private SipServerRoom Start(IJournal on)
    {
        var room = new SipServerRoom(
            Options, Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, on,
            NullLoggerFactory.Instance, Flow);
        Simulator.Run(() => room.StartAsync(CancellationToken.None));
        return room;
    }
}
