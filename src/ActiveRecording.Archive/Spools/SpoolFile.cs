using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// The append-only file of one stream. Opening an existing one cuts a torn tail and goes on after the last
/// whole frame. Not thread-safe: its <see cref="SpoolWriter"/> owns it.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly SafeFileHandle file;
    private long length;
    private bool dirty;

    private SpoolFile(SafeFileHandle file, long length)
    {
        this.file = file;
        this.length = length;
    }

    /// <summary>Creates the file, or opens it and cuts what a crash has torn.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SpoolFile Open(string path)
    {
        var valid = File.Exists(path) ? ValidBytes(path) : 0;
        var handle = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        var spool = new SpoolFile(handle, valid);
        RandomAccess.SetLength(handle, valid);
        if (valid == 0) spool.Append(SpoolFrame.FileMagic);
        return spool;
    }

    /// <summary>Hands whole frames to the operating system: they survive the death of the process.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(ReadOnlySpan<byte> frames)
    {
        RandomAccess.Write(file, frames, length);
        length += frames.Length;
        dirty = true;
    }

    /// <summary>Forces what was appended to the disk: it survives a loss of power.</summary>
    public void Sync()
    {
        if (!dirty) return;
        RandomAccess.FlushToDisk(file);
        dirty = false;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static long ValidBytes(string path)
    {
        using var reader = SpoolReader.Open(path);
        while (reader.Next())
        {
        }

        return reader.ValidBytes;
    }
}
