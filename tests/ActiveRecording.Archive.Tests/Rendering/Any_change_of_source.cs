using ActiveRecording.Archive.Rendering;

namespace ActiveRecording.Archive.Tests.Rendering;

/// <summary>
/// A stream whose source changes again and again: another SSRC, an SSRC that was there before, or the same one begun anew, each with
/// sequence numbers and timestamps from anywhere (RFC 3550 §5.1), some of them so that both wrap.
/// </summary>
public sealed class Any_change_of_source : IDisposable
{
    private static readonly TimeSpan LeastHole = TimeSpan.FromMilliseconds(60);
    private readonly Studio studio = new();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Leaves_each_sample_at_its_instant_and_tells_the_holes(int seed)
    {
        var random = new Random(seed);
        var stretches = new List<(Speech Speech, int Count)>();
        var at = Speech.T0;
        for (var index = 0; index < 12; index++)
        {
            var count = random.Next(5, 80);
            stretches.Add((Drawn(random, 1000 * seed + index, count, at, stretches), count));
            at += Speech.SentAt(count) + Speech.SentAt(random.Next(2) * random.Next(0, 30));
        }

        studio.Spool(
            0, stretches.SelectMany(stretch => stretch.Speech.Packets(0, stretch.Count)),
            stretches.Select(stretch => stretch.Speech.Report(0)));

        var result = studio.Render(at);

        var file = studio.Channel(0);
        var expected = new short[file.Length];
        foreach (var (speech, count) in stretches)
        {
            var first = SampleOf(speech.Start);
            for (var packet = 0; packet < count; packet++)
                Samples.ALaw(speech.Codes(packet)).CopyTo(expected, first + packet * Speech.PacketSamples);
        }

        Assert.Equal(expected, file);
        Assert.Equal(0, result.LostPackets);
        var holes = stretches.Zip(stretches.Skip(1), (one, next) => (From: one.Speech.Start + Speech.SentAt(one.Count), To: next.Speech.Start))
            .Where(hole => hole.To - hole.From >= LeastHole)
            .Select(hole => (hole.From - Speech.T0, hole.To - hole.From));
        Assert.Equal(holes, result.Gaps.Where(gap => gap is { Channel: 0, Cause: GapCause.SourceChange }).Select(gap => (gap.Start, gap.Length)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => studio.Dispose();

    /// <summary>
    /// A source that comes again begins far from where it was: near by it would be the same one after a loss. A new one may be
    /// just before its wraps.
    /// </summary>
    private static Speech Drawn(Random random, int seed, int count, DateTimeOffset start, IEnumerable<(Speech Speech, int Count)> before)
    {
        var ssrc = (uint)random.Next(1, 6);
        var known = before.LastOrDefault(stretch => stretch.Speech.Ssrc == ssrc).Speech;
        var wraps = random.Next(2) == 0;
        return new Speech
        {
            Seed = seed,
            Ssrc = ssrc,
            FirstSequence = known is not null ? (ushort)(known.FirstSequence + random.Next(5_000, 60_000))
                : wraps ? (ushort)(65_536 - count / 2) : (ushort)random.Next(65_536),
            FirstTimestamp = known is not null ? known.FirstTimestamp + (uint)random.Next(1 << 25, int.MaxValue)
                : wraps ? (uint)-(count / 2 * Speech.PacketSamples) : (uint)random.NextInt64(uint.MaxValue),
            Start = start,
        };
    }

    private static int SampleOf(DateTimeOffset instant) => (int)((instant - Speech.T0).Ticks * 8000 / TimeSpan.TicksPerSecond);
}
