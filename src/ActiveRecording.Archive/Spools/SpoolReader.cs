using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Reads a spool from the beginning, in the order of arrival, with one buffer. Ends quietly at the first
/// frame that is short or damaged: what a crash can have torn.
/// </summary>
public sealed class SpoolReader : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly SafeFileHandle file;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long position;
    private int start;
    private int end;
    private int bodyStart;
    private int bodyEnd;
    private SpoolFrameKind kind;
    private bool isDisposed;

    private SpoolReader(SafeFileHandle file) => this.file = file;

    /// <summary>The bytes read so far that hold whole frames: where a torn file is to be cut.</summary>
    public long ValidBytes { get; private set; }

    /// <summary>The kind of the frame last read.</summary>
    internal SpoolFrameKind Kind => kind;

    /// <summary>Opens a spool that may still be written to.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SpoolReader Open(string path)
    {
        var reader = new SpoolReader(
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        reader.SkipMagic();
        return reader;
    }

    /// <summary>When the last packet of a spool came, UTC ticks; 0 when there is none.</summary>
    public static long LastArrivalTicks(string path)
    {
        using var reader = Open(path);
        var last = 0L;
        while (reader.Next())
        {
            if (reader.TryGetPacket(out var packet)) last = packet.ArrivalTicks;
        }

        return last;
    }

    /// <summary>Goes to the next frame; false at the end or at a torn tail.</summary>
    public bool Next()
    {
        if (ValidBytes == 0) return false;
        while (true)
        {
            var unread = buffer.AsSpan(start, end - start);
            if (SpoolFrame.TryRead(unread, out kind, out var body))
            {
                bodyStart = start + SpoolFrame.HeaderBytes;
                bodyEnd = bodyStart + body.Length;
                ValidBytes += bodyEnd - start;
                start = bodyEnd;
                return true;
            }

            if (SpoolFrame.TryReadLength(unread, out var frameBytes) && frameBytes <= unread.Length)
                return false;
            if (unread.Length >= SpoolFrame.PrefixBytes && frameBytes == 0) return false;
            if (!Fill()) return false;
        }
    }

    /// <summary>The frame as a packet.</summary>
    public bool TryGetPacket(out SpooledPacket packet)
    {
        packet = default;
        return kind == SpoolFrameKind.Packet && SpooledPacket.TryRead(Body, out packet);
    }

    /// <summary>The frame as a sender report.</summary>
    public bool TryGetReport(out SpooledReport report)
    {
        report = default;
        return kind == SpoolFrameKind.Report && SpooledReport.TryRead(Body, out report);
    }

    /// <summary>The frame as a change of activity.</summary>
    public bool TryGetActivity(out SpooledActivity activity)
    {
        activity = default;
        return kind == SpoolFrameKind.Activity && SpooledActivity.TryRead(Body, out activity);
    }

    /// <summary>The frame as packets that could not be kept.</summary>
    public bool TryGetGap(out SpooledGap gap)
    {
        gap = default;
        return kind == SpoolFrameKind.Gap && SpooledGap.TryRead(Body, out gap);
    }

    /// <summary>The frame as the description of the stream.</summary>
    public bool TryGetStream(out SpooledStream? stream)
    {
        stream = kind == SpoolFrameKind.Stream
            ? JsonSerializer.Deserialize(Body, SpoolJson.Default.SpooledStream)
            : null;
        return stream is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        file.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> Body => buffer.AsSpan(bodyStart, bodyEnd - bodyStart);

    private void SkipMagic()
    {
        while (end < SpoolFrame.FileMagic.Length && Fill())
        {
        }

        if (!buffer.AsSpan(0, end).StartsWith(SpoolFrame.FileMagic)) return;
        start = SpoolFrame.FileMagic.Length;
        ValidBytes = start;
    }

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        var read = RandomAccess.Read(file, buffer.AsSpan(end), position);
        position += read;
        end += read;
        return read > 0;
    }
}
