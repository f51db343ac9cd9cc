using ActiveRecording.Benchmarks.Linux;
using ActiveRecording.Benchmarks.Relay;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.Mixing;

namespace ActiveRecording.Benchmarks.Mix;

/// <summary>
/// One frame of a conference of 8, that is 8 streams expanded and added and 8 mixes coded, against what <c>relay_min</c> needs for a packet of one
/// relayed and copied leg: both happen 50 times a second. What it costs to receive and send the packets of a conference is in neither.
/// </summary>
internal static class MixBenchmark
{
    private const int Parties = 8;
    private const int FramesPerRound = 20_000;

    public static BenchmarkResult Run(BenchOptions options)
    {
        var mixer = new Mixer(Parties);
        var random = new Random(1);
        var said = Enumerable.Range(0, Parties).Select(_ => Drawn(random)).ToArray();
        var heard = new byte[Mixer.FrameSamples];
        var micros = Measured.Nanos(FramesPerRound, () => MixOnce(mixer, said, heard))[0] / 1_000;
        var bytes = Measured.Bytes(FramesPerRound, () => MixOnce(mixer, said, heard));

        using var subjects = new RelaySubjects();
        if (subjects.Minimal is null || !OperatingSystem.IsLinux())
            return new("mix", Metrics(), new Dictionary<string, double>(), new Dictionary<string, double>());
        using var processors = Processors.Take();
        var runs = new RelayRuns(TimeSpan.FromSeconds(options.Seconds));
        for (var round = 0; round < options.Runs; round++) runs.Add(subjects.Minimal, options.Calls);
        var leg = runs.Median(subjects.Minimal, run => run.CpuMicrosPerPacket)!.Value;
        return new(
            "mix", Metrics(), new Dictionary<string, double> { ["minimalRelayCpuMicrosPerPacket"] = leg },
            new Dictionary<string, double> { ["relayedLegs"] = micros / leg });

        Dictionary<string, double> Metrics() => new() { ["mixOf8Micros"] = micros, ["bytesPerMix"] = bytes };
    }

    private static void MixOnce(Mixer mixer, byte[][] said, byte[] heard)
    {
        mixer.Begin();
        for (var party = 0; party < said.Length; party++) mixer.Add(party, LawOf(party), said[party]);
        for (var party = 0; party < said.Length; party++) mixer.MixWithout(party, LawOf(party), heard);
    }

    private static G711Law LawOf(int party) => party % 2 == 0 ? G711Law.ALaw : G711Law.MuLaw;

    private static byte[] Drawn(Random random)
    {
        var codes = new byte[Mixer.FrameSamples];
        random.NextBytes(codes);
        return codes;
    }
}
