using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.Archive.Tests.Rendering;

/// <summary>Writes spools, renders them and looks at the samples.</summary>
internal sealed class Studio : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SpoolStation station;
    private readonly List<RenderSource> sources = [];
    private readonly List<RenderSource> pictures = [];

    public Studio() => station = new SpoolStation(folder.Path);

    public DateTimeOffset? Began { get; set; } = Speech.T0;

    public RenderFormat Format { get; set; } = RenderFormat.Pcm16;

    public RenderResult Result { get; private set; } = null!;

    public string WavPath => folder.File("out.wav");

    public void Spool(int channel, IEnumerable<ArrivedPacket> packets, params IEnumerable<SpooledReport> reports) =>
        Spool(channel, packets, [], reports);

    public void Spool(
        int channel, IEnumerable<ArrivedPacket> packets, IEnumerable<SpooledActivity> activities,
        IEnumerable<SpooledReport> reports, IReadOnlyList<SpooledPayload>? payloads = null, bool interrupted = false)
    {
        var path = folder.File($"{sources.Count + pictures.Count}-{channel}.spool");
        var stream = new SpooledStream("R", "S", 0, $"100{channel}", channel,
            payloads ?? [new(8, "PCMA", 8000), new(101, "telephone-event", 8000)]);
        var writer = station.Open(path, stream);
        var all = packets.Select(packet => (At: packet.ArrivalTicks, Append: (Action)(() => writer.Append(packet.ToSpooled()))))
            .Concat(reports.Select(report => (At: report.ArrivalTicks, Append: (Action)(() => writer.Append(report)))))
            .Concat(activities.Select(activity => (At: activity.AtTicks, Append: (Action)(() => writer.Append(activity)))));
        foreach (var (_, append) in all.OrderBy(item => item.At))
        {
            append();
            station.Settle();
        }

        writer.Close(() => { });
        station.Settle();
        sources.Add(new RenderSource(path, channel, interrupted));
    }

    /// <summary>A stream beside the sound.</summary>
    public void Pictures(int channel, IEnumerable<ArrivedPacket> packets, IReadOnlyList<SpooledPayload> payloads)
    {
        Spool(channel, packets, [], [], payloads);
        pictures.Add(sources[^1]);
        sources.RemoveAt(sources.Count - 1);
    }

    public RenderResult Render(double seconds) => Render(Speech.T0.AddSeconds(seconds));

    public RenderResult Render(DateTimeOffset ended) => Render([new RenderEnd(ended)]);

    public RenderResult Render(params IReadOnlyList<RenderEnd> ended) => Result = StereoRenderer.Render(new RenderRequest(
        sources, ["1001", "1003"], Began, Speech.T0.AddMilliseconds(-5), ended, Format, WavPath)
    {
        Companions = pictures,
    });

    public short[] Channel(int channel)
    {
        Assert.True(WavFile.TryRead(File.ReadAllBytes(WavPath), out var wav));
        Assert.Equal(Result.Samples, wav.Frames);
        return wav.Channel(channel);
    }

    public void Dispose()
    {
        station.Dispose();
        folder.Dispose();
    }
}
