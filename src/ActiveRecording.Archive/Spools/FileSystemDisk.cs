using ActiveRecording.Archive.Files;

namespace ActiveRecording.Archive.Spools;

/// <summary>The disk that holds a folder.</summary>
public sealed class FileSystemDisk : ISpoolDisk, IDisposable
{
    /// <summary>From so many files on, one request for the whole file system is cheaper than one each.</summary>
    private const int FewestAtOnce = 8;

    private readonly FileSystemSync? all;

    /// <param name="folder">Where all spools are; it exists.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public FileSystemDisk(string folder) => all = FileSystemSync.TryOpen(folder);

    /// <inheritdoc/>
    public ISpoolFile Open(string path) => SpoolFile.Open(path);

    /// <inheritdoc/>
    public bool TrySync(IReadOnlyList<ISpoolFile> files) => files.Count >= FewestAtOnce && all is not null && all.TrySync();

    /// <inheritdoc/>
    public void Dispose() => all?.Dispose();
}
