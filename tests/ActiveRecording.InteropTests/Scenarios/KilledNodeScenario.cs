using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>
/// A node whose process dies by SIGKILL and is started again on its data, and scripted phones on real sockets that stay.
/// </summary>
[Collection(NodeUnderTest.Collection)]
public abstract class KilledNodeScenario : IDisposable
{
    internal const int SamplesPerSecond = 8_000;

    /// <summary>The first RTP port of the Media Server; as many as <see cref="RtpPorts"/>.</summary>
    internal const int MediaServerRtp = 7_000;

    /// <summary>The first RTP port of the Recorder; as many as <see cref="RtpPorts"/>.</summary>
    internal const int RecorderRtp = 7_200;

    internal const int RtpPorts = 100;
    private const int HttpPort = 6_080;

    /// <summary>Ports of its own, beside those of the quickstart.</summary>
    private const string Ports = """
        sip-server { udp = ["127.0.0.1:6060"], tcp = ["127.0.0.1:6060"], resource-manager = "sip:127.0.0.1:6160" }
        resource-manager {
          udp = ["127.0.0.1:6160"], tcp = ["127.0.0.1:6160"]
          media-servers.media-1.aor = "sip:127.0.0.1:6260"
          recorders.recorder-1.aor = "sip:127.0.0.1:6360"
        }
        media-server {
          udp = ["127.0.0.1:6260"], tcp = ["127.0.0.1:6260"]
          rtp { first-port = 7000, last-port = 7098 }
          vrrecorder.sip.routeset = "<sip:127.0.0.1:6160;lr>"
        }
        recorder { udp = ["127.0.0.1:6360"], tcp = ["127.0.0.1:6360"], rtp { first-port = 7200, last-port = 7298 } }
        http.address = "127.0.0.1:6080"
        """;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What a crash may cost of what came before it.</summary>
    internal static readonly TimeSpan Lost = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-");
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly ThreadPoolScheduler scheduler = new();

    public void Dispose()
    {
        network.Dispose();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the node, or starts it again.</summary>
    internal Task<NodeUnderTest> StartAsync() => NodeUnderTest.StartAsync(folder.FullName, Ports, HttpPort);

    /// <summary>A phone; by TCP nobody can connect to it, it is reached by the connection that it opens.</summary>
    internal ScriptedPhone Phone(string name, string number, int ports, SipTransport transport = SipTransport.Udp) => new(
        new PhoneOptions
        {
            Name = name,
            User = number,
            Password = "quickstart",
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Transport = transport,
            Server = SipUri.Parse(transport == SipTransport.Udp ? "sip:127.0.0.1:6060" : "sip:127.0.0.1:6060;transport=tcp"),
            Ports = new PhonePorts(ports, ports + 98),
        },
        new DeafNetwork(network), scheduler, TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);

    /// <summary>Both registered, one calls the other, both speak noise that is nowhere like anywhere else.</summary>
    internal static async Task<(OutgoingCall Caller, IncomingCall Callee)> TalkAsync(ScriptedPhone caller, ScriptedPhone callee, string number)
    {
        await RegisterAsync(caller, callee);
        var call = caller.Call(number);
        var answered = await callee.NextCallAsync().WaitAsync(Patience);
        await Task.WhenAll(call.Established, answered.Established).WaitAsync(Patience);
        _ = call.Media.PlayAsync(Noise(1));
        _ = answered.Media.PlayAsync(Noise(2));
        return (call, answered);
    }

    internal static async Task RegisterAsync(params ScriptedPhone[] phones)
    {
        foreach (var phone in phones) Assert.Equal(200, await phone.RegisterAsync().WaitAsync(Patience));
    }

    /// <summary>Done when one hears what the other says from now on.</summary>
    internal static async Task HearAsync(PhoneMedia hearing, PhoneMedia speaking)
    {
        var heard = hearing.Heard.Count;
        var said = speaking.Sent.Count;
        using var timeout = new CancellationTokenSource(Patience);
        while (!HasHeard()) await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);

        bool HasHeard()
        {
            var now = speaking.Sent.Skip(said).Select(static packet => packet.SequenceNumber).ToHashSet();
            return hearing.Heard.Skip(heard).Any(packet => packet.Ssrc == speaking.Ssrc && now.Contains(packet.SequenceNumber));
        }
    }

    private static short[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, SamplesPerSecond * 60).Select(_ => (short)random.Next(-8_000, 8_000))];
    }
}
