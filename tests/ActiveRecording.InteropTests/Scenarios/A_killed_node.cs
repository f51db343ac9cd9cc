using System.Net;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>The real process dies by SIGKILL in the middle of a call and is started again; phones on real sockets talk on.</summary>
[Collection(NodeUnderTest.Collection)]
public sealed class A_killed_node : IDisposable
{
    private const int SamplesPerSecond = 8_000;
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What a crash may cost of what came before it.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-");
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly ThreadPoolScheduler scheduler = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Goes_on_with_the_call_and_its_recording(int seed)
    {
        var random = new Random(seed);
        using var alice = Phone("alice", "1001", 8_000);
        using var bob = Phone("bob", "1003", 8_100);
        var (call, answered, killedAt) = await TalkUntilKilledAsync(alice, bob, TimeSpan.FromSeconds(1 + 2 * random.NextDouble()));
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble()));

        await using var node = await NodeUnderTest.StartAsync(folder.FullName, Ports, HttpPort);
        await HearAgainAsync(call.Media);
        await HearAgainAsync(answered.Media);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(CallEndCause.HungUpHere, (await call.HangUpAsync().WaitAsync(Patience)).Cause);
        Assert.Equal(CallEndCause.HungUpThere, (await answered.Ended.WaitAsync(Patience)).Cause);

        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, Patience));
        Assert.Equal(RecordingState.Sealed, recording.State);
        Assert.True(WavFile.TryRead(await File.ReadAllBytesAsync(await node.DownloadAsync(recording)), out var wav));
        foreach (var (channel, party) in new (int, PhoneCall)[] { (0, call), (1, answered) })
        {
            var gap = Assert.Single(recording.Gaps, gap => gap.Channel == channel && gap.Seconds > 0.3);
            Assert.InRange(gap.Start, 0, (killedAt - recording.Start!.Value).TotalSeconds + 0.06);
            AssertHolds(wav.Channel(channel), recording.Start!.Value, party.Media, killedAt);
        }
    }

    public void Dispose()
    {
        network.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<(OutgoingCall Call, IncomingCall Answered, DateTimeOffset KilledAt)> TalkUntilKilledAsync(
        ScriptedPhone alice, ScriptedPhone bob, TimeSpan talk)
    {
        await using var node = await NodeUnderTest.StartAsync(folder.FullName, Ports, HttpPort);
        Assert.Equal(200, await alice.RegisterAsync().WaitAsync(Patience));
        Assert.Equal(200, await bob.RegisterAsync().WaitAsync(Patience));
        var call = alice.Call("1003");
        var answered = await bob.NextCallAsync().WaitAsync(Patience);
        await Task.WhenAll(call.Established, answered.Established).WaitAsync(Patience);
        _ = call.Media.PlayAsync(Noise(1));
        _ = answered.Media.PlayAsync(Noise(2));
        await Task.Delay(talk);
        var killedAt = TimeProvider.System.GetUtcNow();
        await node.KillAsync();
        return (call, answered, killedAt);
    }

    private static async Task HearAgainAsync(PhoneMedia media)
    {
        var heard = media.PacketsHeard;
        using var timeout = new CancellationTokenSource(Patience);
        while (media.PacketsHeard < heard + 10) await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);
    }

    /// <summary>All that was sent until shortly before the kill is there, each packet at most 100 ms from its place.</summary>
    private static void AssertHolds(short[] samples, DateTimeOffset start, PhoneMedia media, DateTimeOffset killedAt)
    {
        var due = media.Sent.Where(packet => packet.At > start + TimeSpan.FromMilliseconds(300) && packet.At < killedAt - Lost).ToList();
        Assert.NotEmpty(due);
        Assert.All(due, packet =>
        {
            var at = (int)((packet.At - start).TotalSeconds * SamplesPerSecond);
            var first = Math.Clamp(at - SamplesPerSecond / 10, 0, samples.Length);
            var last = Math.Clamp(at + SamplesPerSecond / 5, first, samples.Length);
            Assert.True(
                samples.AsSpan(first..last).IndexOf(media.Codec!.Decode(packet.Payload.Span)) >= 0,
                $"what was said {killedAt - packet.At} before the kill is missing");
        });
    }

    private static short[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, SamplesPerSecond * 60).Select(_ => (short)random.Next(-8_000, 8_000))];
    }

    private ScriptedPhone Phone(string name, string number, int ports) => new(
        new PhoneOptions
        {
            Name = name,
            User = number,
            Password = "quickstart",
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Server = SipUri.Parse("sip:127.0.0.1:6060"),
            Ports = new PhonePorts(ports, ports + 98),
        },
        network, scheduler, TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);
}
