using ActiveRecording.Archive;
using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>archive</c>.</summary>
internal static class ArchiveSettings
{
    public static ArchiveOptions Read(Settings archive) => new(
        archive.Name("recordings"),
        archive.Name("spool"),
        archive.Size("min-free", 0, 1L << 50),
        archive.OneOf("format", ("pcm16", RenderFormat.Pcm16), ("mu-law", RenderFormat.MuLaw), ("a-law", RenderFormat.ALaw)),
        new SpoolLimits(
            (int)archive.Size("spool-block", 1 << 10, 1 << 20),
            archive.Size("spool-backlog", 1 << 20, 1L << 40),
            archive.Duration("spool-flush", TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200)),
            archive.Duration("spool-sync", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))));
}
