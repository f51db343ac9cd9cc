using System.Buffers.Binary;
using ActiveRecording.InteropTests.Audio;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>Two baresip phones talk directly, when a program has them recorded: the Media Server comes in between.</summary>
public sealed class A_recording_begun_in_mid_call(ITestOutputHelper output) : NodeScenario
{
    /// <summary>The bar for moving a call from one media path to another.</summary>
    private const int MostMissingMs = 60;

    private const int PacketMs = 20;

    /// <summary>A busy machine may deliver what is all there this much later.</summary>
    private const int MachineMs = 200;
    private static readonly (int Low, int High) RtpOfA = (11_400, 11_418);
    private static readonly (int Low, int High) RtpOfB = (11_600, 11_618);

    [Fact]
    public async Task Costs_neither_phone_more_than_sixty_milliseconds()
    {
        Baresip.Require();
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await using var a = await PhoneAsync("1004", Speech.Alice, 5_070, "");
        await using var b = await PhoneAsync("1003", Speech.Bob, 5_080, ";answermode=auto");
        await a.RegisteredAsync();
        await b.RegisteredAsync();

        await using var capture = await LoopbackCapture.StartAsync("udp port 5060 or udp portrange 11400-11618");
        await a.DialAsync("sip:1003@127.0.0.1");
        await Task.WhenAll(a.EstablishedAsync(), b.EstablishedAsync());
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await node.StartRecordingAsync("1003");
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await a.HangUpAsync();
        await b.ClosedAsync();
        var seen = await capture.StopAsync();

        AssertReceived("a", seen, RtpOfA);
        AssertReceived("b", seen, RtpOfB);
        AssertHeard("b heard a", Speech.Alice, b);
        AssertHeard("a heard b", Speech.Bob, a);
        // Each phone is led over by one re-INVITE; the callee was invited by another INVITE before.
        Assert.Single(seen.To(5_070).Requests("INVITE"));
        Assert.Equal(2, seen.To(5_080).Requests("INVITE").Count());
        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, TimeSpan.FromSeconds(10)));
        Assert.Equal((RecordingState.Sealed, "1003", 0), (recording.State, recording.Dn, recording.Gaps.Count));
        Assert.InRange(recording.Seconds!.Value, 4.5, 6);
    }

    private async Task<Baresip> PhoneAsync(string dn, string speech, int port, string options) => await Baresip.StartAsync(
        $"<sip:{dn}@127.0.0.1>;auth_user={dn};auth_pass=quickstart;regint=60;audio_codecs=pcmu{options}",
        Speech.Lengthened(speech, NewFolder("speech")), port, NewFolder(dn));

    /// <summary>At the socket: every sequence number, and no longer pause than the bar.</summary>
    private void AssertReceived(string who, IReadOnlyList<Captured> seen, (int Low, int High) ports)
    {
        var packets = seen.Where(one => one.To.Port >= ports.Low && one.To.Port <= ports.High && one.To.Port % 2 == 0).ToList();
        var numbers = packets.ConvertAll(static one => BinaryPrimitives.ReadUInt16BigEndian(one.Payload.Span[2..]));
        var offsets = numbers.Select(number => (int)(short)(number - numbers[0])).ToHashSet();
        var missing = (offsets.Max() - offsets.Min() + 1 - offsets.Count) * PacketMs;
        var pause = packets.Zip(packets.Skip(1), static (one, next) => (next.At - one.At).TotalMilliseconds).Max();
        output.WriteLine($"{who}: {packets.Count} packets, {missing} ms missing, longest pause {pause:F1} ms");
        Assert.True(packets.Count > 300, $"{who} got {packets.Count} packets");
        Assert.True(missing <= MostMissingMs, $"{missing} ms of RTP are missing at {who}");
        Assert.True(pause <= PacketMs + MostMissingMs + MachineMs, $"{who} got nothing for {pause} ms");
    }

    private void AssertHeard(string what, string speech, Baresip phone)
    {
        var missing = HeardSpeech.MissingMs(SpeechMatch.Read(speech), SpeechMatch.Read(phone.Heard));
        output.WriteLine($"{what}: {missing} ms missing");
        Assert.True(missing <= MostMissingMs, $"{what}: {missing} ms missing");
    }
}
