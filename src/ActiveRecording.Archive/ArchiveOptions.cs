using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive;

/// <summary>Where recordings live.</summary>
/// <param name="Folder">Sealed recordings: WAV files, native files, manifests.</param>
/// <param name="SpoolFolder">
/// Media as it arrives, a folder per recording; on the same disk or another.
/// </param>
/// <param name="MinFreeBytes">Below this free space on either disk no new recording is accepted.</param>
/// <param name="Format">How samples are kept.</param>
/// <param name="SpoolLimits">Bounds of each spool.</param>
public sealed record ArchiveOptions(
    string Folder, string SpoolFolder, long MinFreeBytes, RenderFormat Format, SpoolLimits SpoolLimits)
{
    /// <summary>
    /// Under <paramref name="data"/>: <c>recordings</c> and <c>spool</c>; 256 MiB free; 16-bit PCM.
    /// </summary>
    public static ArchiveOptions Under(string data) => new(
        Path.Combine(data, "recordings"), Path.Combine(data, "spool"),
        256L << 20, RenderFormat.Pcm16, SpoolLimits.Default);
}
