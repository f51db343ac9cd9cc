using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Holds a sealed file against what the phones sent.</summary>
internal static class RecordedSpeech
{
    private const int SamplesPerSecond = 8000;
    private const int MostSilent = 8;

    /// <summary>
    /// The clip's samples are in a channel bit by bit, at most 20 ms from where the phone sent them, and the other channel
    /// is silent meanwhile.
    /// </summary>
    public static void AssertHolds(this WavFile wav, int channel, PhoneCall call, PlayedClip clip, DateTimeOffset answeredAt)
    {
        var samples = wav.Channel(channel);
        var spoken = call.Media.Codec!.Decode(clip.Codes.Span);
        var expected = (int)((clip.StartedAt - answeredAt).TotalSeconds * SamplesPerSecond);
        var at = samples.AsSpan().IndexOf(spoken);
        Assert.True(at >= 0, $"channel {channel} does not hold the clip");
        Assert.InRange(at - expected, -SamplesPerSecond / 50, SamplesPerSecond / 50);
        Assert.All(wav.Channel(1 - channel)[at..(at + spoken.Length)], sample => Assert.InRange(sample, -MostSilent, MostSilent));
    }

    /// <summary>The time line covers answer to hang-up within 60 ms.</summary>
    public static void AssertLasts(this WavFile wav, DateTimeOffset answeredAt, DateTimeOffset hungUpAt) =>
        Assert.InRange((wav.Duration - (hungUpAt - answeredAt)).TotalMilliseconds, -60, 60);
}
