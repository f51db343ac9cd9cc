using System.Text.Json;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Takes the packets of one stream on the network's thread and puts them into a block in memory; the
/// <see cref="Spooler"/> writes full blocks and those that are old enough, so that no packet ever waits for the disk.
/// Thread-safe; a packet allocates nothing. A stream in trouble keeps no packet until it is out of it, and then says
/// in a <see cref="SpooledGap"/> what is missing.
/// </summary>
public sealed class SpoolWriter
{
    private readonly Lock gate = new();
    private readonly Spooler spooler;
    private SpoolBlock? block;
    private SpoolLoss skipped;
    private bool isClosed;
    private volatile bool isBroken;
    private volatile bool isInTrouble;
    private volatile bool hasLoss;
    private long droppedFrames;

    internal SpoolWriter(Spooler spooler, ISpoolFile file, Action<Exception> failed)
    {
        this.spooler = spooler;
        Lane = new SpoolLane(this, file, failed);
    }

    /// <summary>Frames that could not be kept.</summary>
    public long DroppedFrames => Interlocked.Read(ref droppedFrames);

    /// <summary>Whether the disk is too slow for all streams and this one gives way.</summary>
    public bool IsInTrouble => isInTrouble;

    /// <summary>What was handed over and is not written yet.</summary>
    internal SpoolLane Lane { get; }

    /// <summary>The payload map or the party changed.</summary>
    public void Append(SpooledStream stream)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(stream, SpoolJson.Default.SpooledStream);
        lock (gate)
        {
            if (!TryReserve(json.Length, out var frame)) return;
            json.CopyTo(frame[SpoolFrame.HeaderBytes..]);
            SpoolFrame.Complete(frame, SpoolFrameKind.Stream);
        }
    }

    /// <summary>A packet arrived.</summary>
    public void Append(in SpooledPacket packet)
    {
        lock (gate)
        {
            if (IsKept(packet.ArrivalTicks) && TryReserve(packet.BodyBytes, out var frame))
            {
                packet.Write(frame[SpoolFrame.HeaderBytes..]);
                SpoolFrame.Complete(frame, SpoolFrameKind.Packet);
            }
        }
    }

    /// <summary>A sender report arrived.</summary>
    public void Append(in SpooledReport report)
    {
        lock (gate)
        {
            if (isInTrouble || !TryReserve(SpooledReport.BodyBytes, out var frame)) return;
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

    /// <summary>Hands over what has gathered, if anything has.</summary>
    public void Flush()
    {
        lock (gate) HandOver();
    }

    /// <summary>
    /// Takes nothing more; <paramref name="done"/> runs on the scheduler once all is on the disk.
    /// </summary>
    public void Close(Action done)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                TellLoss();
                HandOver();
                isClosed = true;
            }

            spooler.Close(this, done);
        }
    }

    /// <summary>The disk refused: nothing more is taken.</summary>
    internal void Break() => isBroken = true;

    /// <summary>Told by the spooler, under its lock.</summary>
    internal void Trouble(bool begins)
    {
        if (begins) hasLoss = true;
        isInTrouble = begins;
    }

    internal void CountDropped(long frames) => Interlocked.Add(ref droppedFrames, frames);

    private bool IsKept(long arrivalTicks)
    {
        if (isInTrouble && !isClosed)
        {
            Skip(arrivalTicks);
            return false;
        }

        if (hasLoss) TellLoss();
        return true;
    }

    /// <summary>What had gathered before the trouble was seen is given up as well: one gap, not two.</summary>
    private void Skip(long arrivalTicks)
    {
        hasLoss = true;
        var before = skipped.Packets;
        block?.Forget(ref skipped);
        skipped.Add(arrivalTicks);
        CountDropped(skipped.Packets - before);
        spooler.CountDropped(skipped.Packets - before);
    }

    private void TellLoss()
    {
        if (!hasLoss) return;
        hasLoss = false;
        var loss = spooler.TakeLoss(this);
        loss.Add(skipped);
        skipped = default;
        if (loss.Packets == 0 || !TryReserve(SpooledGap.BodyBytes, out var frame)) return;
        loss.ToGap().Write(frame[SpoolFrame.HeaderBytes..]);
        SpoolFrame.Complete(frame, SpoolFrameKind.Gap);
    }

    private bool TryReserve(int bodyBytes, out Span<byte> frame)
    {
        frame = default;
        var frameBytes = SpoolFrame.HeaderBytes + bodyBytes;
        if (isClosed || isBroken || bodyBytes > SpoolFrame.MaxBodyBytes)
        {
            CountDropped(1);
            spooler.CountDropped(1);
            return false;
        }

        if (block is not null && block.Capacity - block.Used < frameBytes) HandOver();
        block ??= spooler.Rent(frameBytes);
        frame = block.Reserve(frameBytes);
        return true;
    }

    private void HandOver()
    {
        if (block is not { Used: > 0 } full) return;
        block = null;
        spooler.Take(this, full);
    }
}
