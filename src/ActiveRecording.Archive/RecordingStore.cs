using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveRecording.Archive.Files;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive;

/// <summary>
/// The folders of recordings: spools while they are received, WAV and manifest once they are sealed.
/// Thread-safe; every call blocks for the disk, so the caller chooses the thread.
/// </summary>
public sealed class RecordingStore
{
    internal const string WavExtension = ".wav";
    internal const string ManifestExtension = ".json";
    private const string SpoolExtension = ".spool";
    private const int MaxIdLength = 64;
    private const int HashBufferBytes = 256 * 1024;
    private readonly ArchiveOptions options;
    private readonly FreeSpaceProbe freeSpace;
    private readonly FileNameReservation names;

    /// <summary>Creates the folders.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public RecordingStore(ArchiveOptions options, FreeSpaceProbe freeSpace)
    {
        this.options = options;
        this.freeSpace = freeSpace;
        names = new FileNameReservation(options.Folder);
        Directory.CreateDirectory(options.Folder);
        Directory.CreateDirectory(options.SpoolFolder);
    }

    /// <summary>Whether a new recording may be accepted.</summary>
    public bool HasRoom => FreeBytes >= options.MinFreeBytes;

    /// <summary>What is left on the fuller of the two disks.</summary>
    public long FreeBytes => Math.Min(freeSpace(options.Folder), freeSpace(options.SpoolFolder));

    /// <summary>Opens the spool of a stream, or continues it after a restart.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public SpoolWriter OpenSpool(SpooledStream stream, Spooler spooler, Action<Exception> failed)
    {
        Directory.CreateDirectory(SpoolFolder(stream.RecordingId));
        return spooler.Open(SpoolPath(stream.RecordingId, stream.SessionId, stream.Line), stream, failed);
    }

    /// <summary>
    /// Renders, hashes, writes the manifest and only then returns. May be repeated after a crash: the files
    /// keep their names. The spools stay.
    /// </summary>
    /// <exception cref="IOException">The disk refuses; nothing is lost, it can be tried again.</exception>
    public SealedRecording Seal(SealRequest request)
    {
        Directory.CreateDirectory(SpoolFolder(request.RecordingId));
        var wanted = SafeFileName.From(request.Call.FileName, FolderName(request.RecordingId));
        var name = names.Take(SpoolFolder(request.RecordingId), wanted);
        var wav = Path.Combine(options.Folder, name + WavExtension);
        var rendered = StereoRenderer.Render(ToRender(request, DurableFile.TemporaryPath(wav)));
        var natives = new NativeFileNames(name).Of(rendered.Natives)
            .Select(native => Publish(native.Stream, native.Name)).ToArray();
        DurableFile.Publish(wav);
        var manifest = Manifest(request, rendered, [Describe(wav), .. natives]);
        DurableFile.Write(
            Path.Combine(options.Folder, name + ManifestExtension),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.RecordingManifest));
        return new SealedRecording(manifest, name + WavExtension);
    }

    /// <summary>
    /// Forgets the spools of a recording whose sealing is durable; nothing happens when there are none.
    /// </summary>
    public void RemoveSpools(string recordingId)
    {
        var folder = SpoolFolder(recordingId);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>The recordings that have spools: what a crashed process may have left behind.</summary>
    public IReadOnlyList<string> RecordingsWithSpools() =>
        [.. Directory.EnumerateFiles(options.SpoolFolder, "*" + SpoolExtension, SearchOption.AllDirectories)
            .Select(RecordingOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// When the last packet of a session came that reached its spools; null when there is none.
    /// </summary>
    public DateTimeOffset? LastArrival(string recordingId, string sessionId, IReadOnlyList<int> lines)
    {
        var ticks = lines.Select(line => SpoolPath(recordingId, sessionId, line)).Where(File.Exists)
            .Select(SpoolReader.LastArrivalTicks).DefaultIfEmpty(0).Max();
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>The path of a sealed file by the name that sealing gave it.</summary>
    public string PathOf(string file) => Path.Combine(options.Folder, Path.GetFileName(file));

    private RenderRequest ToRender(SealRequest request, string wav) => new(
        [.. request.Sessions.SelectMany(session => Sources(request.RecordingId, session, session.Channels))],
        request.Dns,
        request.Call.Answered,
        request.Sessions.Min(session => session.Description.AcceptedAt),
        [.. request.Sessions.Select(session => session.Description)
            .Select(session => new RenderEnd(session.EndedAt, session.CallEndedAt))],
        options.Format,
        wav)
    {
        Companions =
        [
            .. request.Sessions.SelectMany(
                session => Sources(request.RecordingId, session, session.Pictures)),
        ],
    };

    private IEnumerable<RenderSource> Sources(
        string recordingId, SealSession session, IReadOnlyList<int?> channels)
    {
        for (var line = 0; line < channels.Count; line++)
        {
            var path = SpoolPath(recordingId, session.Description.Id, line);
            if (channels[line] is { } channel && File.Exists(path))
                yield return new RenderSource(path, channel, session.Interrupted);
        }
    }

    private static RecordingManifest Manifest(
        SealRequest request, RenderResult rendered, ManifestFile[] files) => new(
        1,
        request.RecordingId,
        request.Call,
        rendered.Zero,
        rendered.Duration.TotalSeconds,
        RenderResult.SampleRate,
        rendered.LostPackets,
        rendered.AlignmentError.TotalMilliseconds,
        [.. rendered.Channels.Select((facts, channel) => new ManifestChannel(channel, facts))],
        [.. rendered.Gaps.Select(gap => new ManifestGap(
            gap.Channel, gap.Start.TotalSeconds, gap.Length.TotalSeconds, gap.Cause, gap.LostPackets))],
        rendered.UnlistedGaps,
        [.. request.Sessions.Select(session => session.Description)],
        files,
        request.SealedAt);

    /// <summary>The name becomes durable with that of the WAV file, which follows.</summary>
    private ManifestFile Publish(NativeStream stream, string name)
    {
        var path = Path.Combine(options.Folder, name);
        File.Move(stream.Path, path, overwrite: true);
        return Describe(path) with
        {
            Stream = new ManifestStream(
                stream.Channel, stream.Codec.Encoding, stream.Packets, [.. stream.Payloads.Select(Describe)]),
        };
    }

    private static ManifestFile Describe(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        return new ManifestFile(Path.GetFileName(path), RandomAccess.GetLength(file), Hash(file));
    }

    private static string Hash(SafeFileHandle file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(HashBufferBytes);
        var position = 0L;
        for (int read; (read = RandomAccess.Read(file, buffer, position)) > 0; position += read) hash.AppendData(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ManifestPayload Describe(SpooledPayload payload) =>
        new(payload.Type, payload.Encoding, payload.ClockRate, payload.Channels ?? 1, payload.Parameters);

    private static string? RecordingOf(string spool)
    {
        using var reader = SpoolReader.Open(spool);
        return reader.Next() && reader.TryGetStream(out var stream) ? stream!.RecordingId : null;
    }

    private string SpoolFolder(string recordingId) =>
        Path.Combine(options.SpoolFolder, FolderName(recordingId));

    private string SpoolPath(string recordingId, string sessionId, int line) =>
        Path.Combine(SpoolFolder(recordingId), $"{FolderName(sessionId)}-{line}{SpoolExtension}");

    /// <summary>
    /// An identifier of plain characters as it is, any other by its hash: two never share a name.
    /// </summary>
    private static string FolderName(string id) =>
        id.Length is > 0 and <= MaxIdLength && id.All(char.IsAsciiLetterOrDigit)
            ? id
            : $"x{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";
}
