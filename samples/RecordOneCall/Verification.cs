using ActiveRecording.Operations;
using ActiveRecording.Rtp.Wav;

namespace RecordOneCall;

/// <summary>Compares the sealed file with what the phones sent.</summary>
internal sealed class Verification
{
    /// <summary>A phone's speech stands in the file within this of where its send instants put it.</summary>
    private const double MaxPlacementMs = 20;

    /// <summary>The file's length is within this of answer to hang-up.</summary>
    private static readonly TimeSpan MaxDurationError = TimeSpan.FromMilliseconds(60);

    /// <summary>The largest sample of codec silence.</summary>
    private const int Silence = 8;

    private const int SamplesPerMs = 8;
    private readonly List<string> problems = [];
    private readonly List<string> findings = [];

    private Verification()
    {
    }

    /// <summary>What does not hold; empty when everything does.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>What was found, a line each.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>The larger distance of the two speeches from their places.</summary>
    public double AlignmentMs { get; private set; }

    /// <summary>Checks everything the sample promises.</summary>
    public static Verification Of(WavFile wav, Recording recording, SpokenCall call)
    {
        var verification = new Verification();
        verification.CheckFormat(wav);
        verification.CheckDuration(wav, call);
        verification.CheckLosses(recording);
        if (wav.Format.Channels == 2 && recording.Start is { } start)
        {
            verification.CheckSpeech(call.Caller, start, "left", wav.Channel(0), wav.Channel(1));
            verification.CheckSpeech(call.Callee, start, "right", wav.Channel(1), wav.Channel(0));
        }
        return verification;
    }

    private void CheckFormat(WavFile wav) => Judge(
        wav.Format is { Channels: 2, SampleRate: 8_000 }, $"{wav.Format.Channels} channels at {wav.Format.SampleRate} Hz");

    private void CheckDuration(WavFile wav, SpokenCall call)
    {
        var error = wav.Duration - (call.HungUpAt - call.AnsweredAt);
        Judge(error.Duration() <= MaxDurationError, Line(
            $"{wav.Duration.TotalSeconds:F2} s long, {error.TotalMilliseconds:+0;-0;0} ms against answer to hang-up"));
    }

    private void CheckLosses(Recording recording) => Judge(
        recording is { LostPackets: 0, Gaps.Count: 0 },
        Line($"{recording.LostPackets ?? -1} packets lost, {recording.Gaps.Count} gaps"));

    private void CheckSpeech(Spoken spoken, DateTimeOffset start, string side, short[] own, short[] other)
    {
        var expected = (int)Math.Round((spoken.StartedAt - start).TotalMilliseconds * SamplesPerMs);
        if (Find(spoken.Samples, own, expected) is not { } place)
        {
            Judge(false, $"{spoken.Dn}'s speech is not on the {side} channel sample by sample");
            return;
        }

        var offsetMs = (place - expected) / (double)SamplesPerMs;
        AlignmentMs = Math.Max(AlignmentMs, Math.Abs(offsetMs));
        Judge(Math.Abs(offsetMs) <= MaxPlacementMs, Line(
            $"{spoken.Dn} on the {side} channel: {spoken.Samples.Length} samples bit-exact, {offsetMs:+0.0;-0.0;0.0} ms from where they were sent"));
        var loudest = other.AsSpan(place, spoken.Samples.Length).ToArray().Max(static sample => Math.Abs((int)sample));
        Judge(loudest <= Silence, $"meanwhile the other channel is silent (largest sample {loudest})");
    }

    /// <summary>Where the speech stands exactly, nearest to where it is expected, within half a second.</summary>
    private static int? Find(short[] speech, short[] channel, int expected)
    {
        const int Reach = 500 * SamplesPerMs;
        for (var distance = 0; distance <= Reach; distance++)
        {
            foreach (var place in (int[])[expected - distance, expected + distance])
            {
                if (place < 0 || place + speech.Length > channel.Length) continue;
                if (channel.AsSpan(place, speech.Length).SequenceEqual(speech)) return place;
            }
        }
        return null;
    }

    private void Judge(bool holds, string finding)
    {
        findings.Add($"{(holds ? "ok  " : "FAIL")} {finding}");
        if (!holds) problems.Add(finding);
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
