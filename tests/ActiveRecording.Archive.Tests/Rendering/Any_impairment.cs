
namespace ActiveRecording.Archive.Tests.Rendering;

public sealed class Any_impairment : IDisposable
{
    private readonly Studio studio = new();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Leaves_each_sample_in_its_place_or_in_a_gap(int seed)
    {
        var random = new Random(seed);
        var speech = new Speech
        {
            Seed = seed,
            FirstSequence = (ushort)random.Next(65_536),
            FirstTimestamp = (uint)random.NextInt64(uint.MaxValue),
        };
        var packets = speech.Packets(0, 300).Where((_, index) => index is 0 or 299 || random.NextDouble() > 0.1)
            .SelectMany(packet => Enumerable.Repeat(packet, random.NextDouble() < 0.05 ? 2 : 1))
            .Select(packet => packet.Later(random.NextDouble() < 0.2 ? 100 * random.NextDouble() : 5 * random.NextDouble()))
            .ToArray();
        studio.Spool(0, packets, speech.Report(0), speech.Report(150));

        var result = studio.Render(6.1);

        var file = studio.Channel(0);
        var arrived = packets.Select(packet => packet.Sequence).ToHashSet();
        var missing = Enumerable.Range(0, 300).Where(index => !arrived.Contains((ushort)(speech.FirstSequence + index))).ToArray();
        for (var index = 0; index < 300; index++)
        {
            if (missing.Contains(index)) Samples.AreSilent(file, index * 160, 160);
            else Samples.AreAt(file, index * 160, Samples.ALaw(speech.Codes(index)));
        }

        var gaps = result.Gaps.Where(gap => gap.Channel == 0).ToArray();
        Assert.Equal(missing.Length, result.LostPackets);
        Assert.Equal(missing, gaps.SelectMany(gap => Enumerable.Range(
            (int)gap.Start.TotalMilliseconds / 20, (int)gap.Length.TotalMilliseconds / 20)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => studio.Dispose();
}
