using ActiveRecording.Archive.Rendering;
using ActiveRecording.SystemTests.Phones;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Silence suppression, keys, another device in the middle of a call: nothing of it is a loss.</summary>
public sealed class A_stream_that_changes : IDisposable
{
    private const byte ComfortNoise = 13;
    private readonly House house = new();

    [Fact]
    public void Is_carried_as_it_is_and_recorded_in_its_time()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        var (caller, callee) = house.Connect(alice, "1003", bob);
        var media = caller.Media;

        var clips = house.Simulator.Run(async () =>
        {
            var before = await media.PlayAsync(Speech.Sweep(1, 300));
            media.IsSilent = true;
            media.SendInstead(ComfortNoise, [64]);
            await house.Simulator.Delay(TimeSpan.FromSeconds(1.5));
            media.IsSilent = false;
            var suppressed = await media.PlayAsync(Speech.Sweep(1, 400));
            await media.PressAsync(5, packets: 10);
            var pressed = await media.PlayAsync(Speech.Sweep(1, 500));
            media.Restart(0xABCD, 65_530, uint.MaxValue - 100);
            var restarted = await media.PlayAsync(Speech.Sweep(1, 600));
            media.Leap(123_456);
            var leapt = await media.PlayAsync(Speech.Sweep(1, 700));
            media.Leap(-400_000);
            var back = await media.PlayAsync(Speech.Sweep(1, 800));
            return new[] { before, suppressed, pressed, restarted, leapt, back };
        });
        var ending = house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();

        var answeredAt = callee.AnsweredAt!.Value;
        foreach (var clip in clips) wav.AssertHolds(0, caller, clip, answeredAt);
        wav.AssertLasts(answeredAt, ending.At);
        var manifest = house.Manifest();
        Assert.Equal(0, manifest.LostPackets);
        Assert.DoesNotContain(manifest.Gaps, gap => gap.Cause is not GapCause.SourceChange || gap.Seconds > 0.1);
        Assert.Equal((12, 1), (manifest.Channels[0].Facts.TelephoneEventPackets, manifest.Channels[0].Facts.ComfortNoisePackets));
        Assert.Equal(
            media.Sent.SkipWhile(packet => packet.SequenceNumber != callee.Media.Heard[0].SequenceNumber)
                .Select(packet => (packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.PayloadType)),
            callee.Media.Heard.Select(packet => (packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.PayloadType)));
    }

    public void Dispose() => house.Dispose();
}
