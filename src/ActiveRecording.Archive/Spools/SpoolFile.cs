using ActiveRecording.Archive.Files;
using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// The append-only file of one stream. Opening an existing one cuts a torn tail and goes on after the last
/// whole frame. Not thread-safe: its <see cref="SpoolWriter"/> owns it.
/// </summary>
internal sealed class SpoolFile : ISpoolFile
{
    private readonly SafeFileHandle file;
    private readonly string path;
    private long length;
    private bool isNamed;

    private SpoolFile(SafeFileHandle file, string path, long length)
    {
        (this.file, this.path, this.length) = (file, path, length);
        isNamed = length > 0;
    }

    /// <summary>Creates the file, or opens it and cuts what a crash has torn.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SpoolFile Open(string path)
    {
        var valid = File.Exists(path) ? ValidBytes(path) : 0;
        var handle = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        var spool = new SpoolFile(handle, path, valid);
        RandomAccess.SetLength(handle, valid);
        if (valid == 0) spool.Write(SpoolFrame.FileMagic);
        return spool;
    }

    /// <inheritdoc/>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
    {
        if (blocks.Count == 1)
        {
            Write(blocks[0].Span);
            return;
        }

        RandomAccess.Write(file, blocks, length);
        foreach (var block in blocks) length += block.Length;
    }

    /// <summary>A new file's name is forced with its content, and that of the recording's folder.</summary>
    /// <exception cref="IOException">The disk is broken.</exception>
    public void Sync()
    {
        RandomAccess.FlushToDisk(file);
        if (isNamed) return;
        var folder = Path.GetDirectoryName(path)!;
        DurableFile.SyncFolder(folder);
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent) DurableFile.SyncFolder(parent);
        isNamed = true;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Write(ReadOnlySpan<byte> frames)
    {
        RandomAccess.Write(file, frames, length);
        length += frames.Length;
    }

    private static long ValidBytes(string path)
    {
        using var reader = SpoolReader.Open(path);
        while (reader.Next())
        {
        }

        return reader.ValidBytes;
    }
}
