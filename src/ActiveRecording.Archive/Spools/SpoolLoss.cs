namespace ActiveRecording.Archive.Spools;

/// <summary>Packets that arrived and were given up, because the disk was too slow for them.</summary>
internal struct SpoolLoss
{
    /// <summary>How many.</summary>
    public long Packets { get; private set; }

    /// <summary>Arrival of the first, UTC ticks.</summary>
    public long FromTicks { get; private set; }

    /// <summary>Arrival of the last.</summary>
    public long ToTicks { get; private set; }

    public void Add(long arrivalTicks) => Add(1, arrivalTicks, arrivalTicks);

    public void Add(in SpoolLoss other)
    {
        if (other.Packets > 0) Add(other.Packets, other.FromTicks, other.ToTicks);
    }

    /// <summary>As the spool tells it.</summary>
    public readonly SpooledGap ToGap() => new(FromTicks, ToTicks, (uint)Math.Min(Packets, uint.MaxValue));

    private void Add(long packets, long from, long to)
    {
        FromTicks = Packets == 0 ? from : Math.Min(FromTicks, from);
        ToTicks = Packets == 0 ? to : Math.Max(ToTicks, to);
        Packets += packets;
    }
}
