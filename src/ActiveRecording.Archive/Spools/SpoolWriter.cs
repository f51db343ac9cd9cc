using System.Buffers;
using System.Text.Json;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Takes packets on the network's thread and hands blocks of frames to a strand that writes them, so that no
/// packet ever waits for the disk. Thread-safe. When the disk falls behind by <see
/// cref="SpoolLimits.QueuedBlocks"/>, or fails, whole blocks are dropped and counted; the sequence numbers
/// make the loss an explicit gap.
/// </summary>
public sealed class SpoolWriter
{
    private readonly Lock gate = new();
    private readonly SpoolFile file;
    private readonly SpoolLimits limits;
    private readonly Strand strand;
    private readonly Action<Exception> failed;
    private byte[]? block;
    private int used;
    private int queued;
    private bool closed;
    private bool broken;
    private long droppedFrames;

    private SpoolWriter(SpoolFile file, SpoolLimits limits, IScheduler scheduler, Action<Exception> failed)
    {
        this.file = file;
        this.limits = limits;
        this.failed = failed;
        strand = new Strand(scheduler, failed);
    }

    /// <summary>Frames that could not be kept.</summary>
    public long DroppedFrames => Interlocked.Read(ref droppedFrames);

    /// <summary>Creates the spool of <paramref name="stream"/>, or continues it after a restart.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">What it is about; appended at once.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="scheduler">Runs the writing.</param>
    /// <param name="failed">Told when the disk refuses; the spool takes nothing more.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SpoolWriter Open(
        string path, SpooledStream stream, SpoolLimits limits, IScheduler scheduler, Action<Exception> failed)
    {
        var writer = new SpoolWriter(SpoolFile.Open(path), limits, scheduler, failed);
        writer.Append(stream);
        return writer;
    }

    /// <summary>The payload map or the party changed.</summary>
    public void Append(SpooledStream stream)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(stream, SpoolJson.Default.SpooledStream);
        lock (gate)
        {
            if (TryReserve(json.Length, out var frame)) Complete(json, frame, SpoolFrameKind.Stream);
        }
    }

    /// <summary>A packet arrived.</summary>
    public void Append(in SpooledPacket packet)
    {
        lock (gate)
        {
            if (!TryReserve(packet.BodyBytes, out var frame)) return;
            packet.Write(frame[SpoolFrame.HeaderBytes..]);
            SpoolFrame.Complete(frame, SpoolFrameKind.Packet);
        }
    }

    /// <summary>A sender report arrived.</summary>
    public void Append(in SpooledReport report)
    {
        lock (gate)
        {
            if (!TryReserve(SpooledReport.BodyBytes, out var frame)) return;
            report.Write(frame[SpoolFrame.HeaderBytes..]);
            SpoolFrame.Complete(frame, SpoolFrameKind.Report);
        }
    }

    /// <summary>The stream was paused or resumed.</summary>
    public void Append(in SpooledActivity activity)
    {
        lock (gate)
        {
            if (!TryReserve(SpooledActivity.BodyBytes, out var frame)) return;
            activity.Write(frame[SpoolFrame.HeaderBytes..]);
            SpoolFrame.Complete(frame, SpoolFrameKind.Activity);
        }
    }

    /// <summary>Hands over what has gathered; called at least every 200 ms.</summary>
    public void Flush()
    {
        lock (gate) HandOver();
    }

    /// <summary>Hands over what has gathered and forces it to the disk.</summary>
    public void Sync()
    {
        lock (gate)
        {
            if (closed) return;
            HandOver();
            strand.Post(file.Sync);
        }
    }

    /// <summary>
    /// Takes nothing more; <paramref name="done"/> runs on the strand once all is on the disk.
    /// </summary>
    public void Close(Action done)
    {
        lock (gate)
        {
            if (!closed)
            {
                HandOver();
                closed = true;
                strand.Post(Finish);
            }

            strand.Post(done);
        }
    }

    private static void Complete(ReadOnlySpan<byte> body, Span<byte> frame, SpoolFrameKind kind)
    {
        body.CopyTo(frame[SpoolFrame.HeaderBytes..]);
        SpoolFrame.Complete(frame, kind);
    }

    private bool TryReserve(int bodyBytes, out Span<byte> frame)
    {
        frame = default;
        var frameBytes = SpoolFrame.HeaderBytes + bodyBytes;
        if (closed || broken || bodyBytes > SpoolFrame.MaxBodyBytes) return Drop();
        if (block is not null && block.Length - used < frameBytes) HandOver();
        if (block is null && queued >= limits.QueuedBlocks) return Drop();
        block ??= ArrayPool<byte>.Shared.Rent(Math.Max(limits.BlockBytes, frameBytes));
        frame = block.AsSpan(used, frameBytes);
        used += frameBytes;
        return true;
    }

    private bool Drop()
    {
        Interlocked.Increment(ref droppedFrames);
        return false;
    }

    private void HandOver()
    {
        if (block is not { } full) return;
        var bytes = used;
        block = null;
        used = 0;
        queued++;
        strand.Post(() => Write(full, bytes));
    }

    private void Write(byte[] full, int bytes)
    {
        try
        {
            file.Append(full.AsSpan(0, bytes));
        }
        catch (IOException exception)
        {
            lock (gate) broken = true;
            failed(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(full);
            lock (gate) queued--;
        }
    }

    private void Finish()
    {
        using (file) file.Sync();
    }
}
