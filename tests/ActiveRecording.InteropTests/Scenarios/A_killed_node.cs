using ActiveRecording.InteropTests.Capture;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>The node dies in the middle of a recorded call; the phones talk on.</summary>
public sealed class A_killed_node(ITestOutputHelper output) : KilledNodeScenario
{
    /// <summary>What is said right after the answer may be before the recording's first sample.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(SipTransport.Udp, 1)]
    [InlineData(SipTransport.Udp, 2)]
    [InlineData(SipTransport.Udp, 3)]
    [InlineData(SipTransport.Tcp, 4)]
    [InlineData(SipTransport.Tcp, 5)]
    public async Task Goes_on_with_the_call_and_its_recording(SipTransport transport, int seed)
    {
        var random = new Random(seed);
        using var alice = Phone("alice", "1001", 8_000, transport);
        using var bob = Phone("bob", "1003", 8_100, transport);
        await using var capture = await LoopbackCapture.StartAsync(
            $"udp portrange {MediaServerRtp}-{MediaServerRtp + RtpPorts - 1} or udp portrange {RecorderRtp}-{RecorderRtp + RtpPorts - 1}");
        var (call, answered, killedAt) = await TalkUntilKilledAsync(alice, bob, TimeSpan.FromSeconds(1 + 2 * random.NextDouble()));
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble()));

        await using var node = await StartAsync();
        if (transport != SipTransport.Udp) await RegisterAsync(alice, bob);
        await HearAsync(call.Media, answered.Media);
        await HearAsync(answered.Media, call.Media);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(CallEndCause.HungUpHere, (await call.HangUpAsync().WaitAsync(Patience)).Cause);
        Assert.Equal(CallEndCause.HungUpThere, (await answered.Ended.WaitAsync(Patience)).Cause);
        var seen = await capture.StopAsync();

        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, Patience));
        await node.RestsAsync();
        Assert.Equal(RecordingState.Sealed, recording.State);
        Assert.True(WavFile.TryRead(await File.ReadAllBytesAsync(await node.DownloadAsync(recording)), out var wav));
        foreach (var (channel, party) in new (int, PhoneCall)[] { (0, call), (1, answered) })
        {
            var gap = Assert.Single(recording.Gaps, gap => gap.Channel == channel && gap.Seconds > 0.3);
            Assert.InRange(gap.Start, 0, (killedAt - recording.Start!.Value).TotalSeconds + 0.06);
            AssertHolds(wav.Channel(channel), recording.Start!.Value, party.Media, seen, killedAt);
        }
    }

    private async Task<(OutgoingCall Call, IncomingCall Answered, DateTimeOffset KilledAt)> TalkUntilKilledAsync(
        ScriptedPhone alice, ScriptedPhone bob, TimeSpan talk)
    {
        await using var node = await StartAsync();
        var (call, answered) = await TalkAsync(alice, bob, "1003");
        await Task.Delay(talk);
        var killedAt = TimeProvider.System.GetUtcNow();
        await node.KillAsync();
        return (call, answered, killedAt);
    }

    /// <summary>
    /// All that was on its way to the Media Server or the Recorder until shortly before the last that the latter got in its
    /// first life is there, each packet at most 100 ms from its place.
    /// </summary>
    private void AssertHolds(
        short[] samples, DateTimeOffset start, PhoneMedia media, IReadOnlyList<Captured> seen, DateTimeOffset killedAt)
    {
        var wanted = media.Sent.ToLookup(static packet => packet.SequenceNumber);
        var stream = seen.Where(one => IsOf(one, media)).ToList();
        var last = stream.Where(one => one.To.Port >= RecorderRtp && one.At < killedAt + Lost).Max(static one => one.At);
        var due = stream.Where(one => one.At > start + Start && one.At < last - Lost).ToList();
        output.WriteLine($"{due.Count} packets of {media.Ssrc:x8} until {last - Lost:O}, killed at {killedAt:O}");
        Assert.Contains(due, static one => one.To.Port >= RecorderRtp);
        Assert.Contains(due, static one => one.To.Port < RecorderRtp);
        Assert.All(due, one =>
        {
            Assert.True(RtpPacket.TryParse(one.Payload.Span, out var packet));
            var said = Assert.Single(wanted[packet.SequenceNumber]);
            var at = (int)((said.At - start).TotalSeconds * SamplesPerSecond);
            var from = Math.Clamp(at - SamplesPerSecond / 10, 0, samples.Length);
            var to = Math.Clamp(at + SamplesPerSecond / 5, from, samples.Length);
            Assert.True(
                samples.AsSpan(from..to).IndexOf(media.Codec!.Decode(packet.Payload)) >= 0,
                $"what {one.To} got {last - one.At} before the last is missing");
        });
    }

    private static bool IsOf(Captured one, PhoneMedia media) =>
        one.To.Port % 2 == 0 && RtpPacket.TryParse(one.Payload.Span, out var packet) && packet.Ssrc == media.Ssrc;
}
