using System.Net;
using System.Text.Json;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Journals;
using ActiveRecording.Recorder;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>A recorder as a node has it: sockets, its data plane, threads for the disk, an embedded journal, files.</summary>
internal sealed class RecorderUnderTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-recorder-");
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);
    private readonly ThreadScheduler disk = new("disk", 3);
    private readonly SqliteDatabase database;
    private readonly RecorderRoom room;

    public RecorderUnderTest()
    {
        database = new SqliteDatabase(
            new SqliteOptions { Path = Path.Combine(folder.FullName, "journal.db"), ReserveBytes = 0 }, TimeProvider.System, NullLogger.Instance);
        var options = new RecorderOptions
        {
            Sip = new SipEndpointOptions { Name = "recorder", Udp = [new IPEndPoint(IPAddress.Loopback, 0)] },
            Media = new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(24_000, 31_998)) { Plane = RtpPlaneChoice.Auto },
            Archive = ArchiveOptions.Under(folder.FullName),
        };
        room = new RecorderRoom(
            options, network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers(), new SqliteJournal(database),
            new WarningsOnly(), disk: disk);
        room.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public int SipPort => room.Udp[0].Port;

    /// <summary>Recordings that are sealed.</summary>
    public int Sealed => Directory.EnumerateFiles(Recordings, "*.json").Count();

    /// <summary>All of their manifests.</summary>
    public IReadOnlyList<RecordingManifest> Manifests =>
        [.. Directory.EnumerateFiles(Recordings, "*.json")
            .Select(path => JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.RecordingManifest)!)];

    public void Dispose()
    {
        room.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        network.Dispose();
        disk.Dispose();
        database.Dispose();
        folder.Delete(recursive: true);
    }

    private string Recordings => Path.Combine(folder.FullName, "recordings");
}
