namespace ActiveRecording.Archive.Spools;

/// <summary>Where spools are written: the file system; in tests one that is slow, or forgets what was not forced.</summary>
public interface ISpoolDisk
{
    /// <summary>Creates the spool of a path, or opens it and cuts what a crash has torn.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    ISpoolFile Open(string path);

    /// <summary>
    /// Forces all of <paramref name="files"/> to the disk at once, where that is cheaper than one after the other.
    /// </summary>
    /// <returns>False when it is not, or failed: each has to be forced by itself.</returns>
    bool TrySync(IReadOnlyList<ISpoolFile> files);
}

/// <summary>An append-only file. Appending and forcing may happen at once; each has one caller at a time.</summary>
public interface ISpoolFile : IDisposable
{
    /// <summary>Hands whole frames to the operating system: they survive the death of the process.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    void Append(IReadOnlyList<ReadOnlyMemory<byte>> blocks);

    /// <summary>Forces what was appended to the disk: it survives a loss of power.</summary>
    /// <exception cref="IOException">The disk is broken: what was appended may be lost.</exception>
    void Sync();
}
