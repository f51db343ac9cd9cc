namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// The latest packets with their arrival, oldest first, back to back in one array: a ring that has grown to what its
/// stream needs allocates nothing, and one that never held a packet takes no room.
/// </summary>
/// <param name="capacity">Packets kept at most; the oldest gives way.</param>
internal sealed class PacketRing(int capacity)
{
    private const int FirstSlots = 16;
    private const int FirstBytes = 4096;
    private Slot[] slots = [];
    private byte[] bytes = [];
    private int head;

    public int Count { get; private set; }

    private ref Slot this[int index] => ref slots[(head + index) % slots.Length];

    /// <summary>Keeps a packet.</summary>
    /// <returns>True when the oldest had to give way.</returns>
    public bool Add(ReadOnlySpan<byte> packet, DateTimeOffset arrival)
    {
        var overflowed = Count == capacity;
        if (overflowed) RemoveOldest();
        else if (Count == slots.Length) GrowSlots();

        int start;
        while (!TryPlace(packet.Length, out start)) GrowBytes(packet.Length);
        packet.CopyTo(bytes.AsSpan(start));
        this[Count++] = new Slot(start, packet.Length, arrival.UtcTicks);
        return overflowed;
    }

    /// <summary>Forgets what arrived before <paramref name="earliest"/>.</summary>
    /// <returns>How many.</returns>
    public int TrimBefore(DateTimeOffset earliest)
    {
        var trimmed = 0;
        for (; Count > 0 && this[0].Ticks < earliest.UtcTicks; trimmed++) RemoveOldest();
        return trimmed;
    }

    /// <summary>The packet at <paramref name="index"/>, 0 being the oldest; valid until the ring changes.</summary>
    public ReadOnlySpan<byte> Packet(int index) => bytes.AsSpan(this[index].Start, this[index].Length);

    /// <summary>When the packet at <paramref name="index"/> arrived.</summary>
    public DateTimeOffset Arrival(int index) => new(this[index].Ticks, TimeSpan.Zero);

    /// <summary>Forgets all packets and gives their room back.</summary>
    public void Clear()
    {
        slots = [];
        bytes = [];
        head = 0;
        Count = 0;
    }

    /// <summary>Behind the newest packet, or at the beginning when the end is too near; never into the oldest.</summary>
    private bool TryPlace(int length, out int start)
    {
        start = 0;
        if (Count == 0) return length <= bytes.Length;
        var (oldest, end) = (this[0].Start, this[Count - 1].Start + this[Count - 1].Length);
        if (end <= oldest)
        {
            start = end;
            return length < oldest - end;
        }

        if (length <= bytes.Length - end) start = end;
        else return length < oldest;
        return true;
    }

    private void RemoveOldest()
    {
        head = (head + 1) % slots.Length;
        Count--;
    }

    private void GrowSlots()
    {
        var grown = new Slot[Math.Min(Math.Max(2 * slots.Length, FirstSlots), capacity)];
        for (var index = 0; index < Count; index++) grown[index] = this[index];
        slots = grown;
        head = 0;
    }

    private void GrowBytes(int needed)
    {
        // By a quarter: the ring goes round all of it, and what it does not need costs cache.
        var grown = new byte[Math.Max(bytes.Length + Math.Max(bytes.Length / 4, needed + 1), FirstBytes)];
        var end = 0;
        for (var index = 0; index < Count; index++)
        {
            ref var slot = ref this[index];
            Packet(index).CopyTo(grown.AsSpan(end));
            slot = slot with { Start = end };
            end += slot.Length;
        }

        bytes = grown;
    }

    /// <param name="Start">In the bytes.</param>
    /// <param name="Length">In bytes.</param>
    /// <param name="Ticks">When it arrived, UTC.</param>
    private readonly record struct Slot(int Start, int Length, long Ticks);
}
