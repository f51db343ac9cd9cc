namespace ActiveRecording.Rtp.Portable;

/// <summary>
/// The latest packets with their arrival, oldest first; slots keep their bytes' room, so that a full ring allocates
/// nothing, and one that never held a packet takes none.
/// </summary>
/// <param name="capacity">Packets kept at most; the oldest gives way.</param>
internal sealed class PacketRing(int capacity)
{
    private const int FirstSlots = 16;
    private Slot[] slots = [];
    private int head;

    public int Count { get; private set; }

    /// <summary>Keeps a packet.</summary>
    /// <returns>True when the oldest had to give way.</returns>
    public bool Add(ReadOnlySpan<byte> packet, DateTimeOffset arrival)
    {
        var overflowed = Count == capacity;
        if (overflowed) RemoveOldest();
        else if (Count == slots.Length) Grow();

        ref var slot = ref slots[(head + Count) % slots.Length];
        if (slot.Bytes is null || slot.Bytes.Length < packet.Length) slot.Bytes = new byte[Math.Max(packet.Length, 256)];
        packet.CopyTo(slot.Bytes);
        slot.Length = packet.Length;
        slot.Arrival = arrival;
        Count++;
        return overflowed;
    }

    /// <summary>Forgets what arrived before <paramref name="earliest"/>.</summary>
    /// <returns>How many.</returns>
    public int TrimBefore(DateTimeOffset earliest)
    {
        var trimmed = 0;
        for (; Count > 0 && slots[head].Arrival < earliest; trimmed++) RemoveOldest();
        return trimmed;
    }

    /// <summary>The packet at <paramref name="index"/>, 0 being the oldest; valid until the ring changes.</summary>
    public ReadOnlySpan<byte> Packet(int index)
    {
        ref var slot = ref slots[(head + index) % slots.Length];
        return slot.Bytes.AsSpan(0, slot.Length);
    }

    /// <summary>When the packet at <paramref name="index"/> arrived.</summary>
    public DateTimeOffset Arrival(int index) => slots[(head + index) % slots.Length].Arrival;

    /// <summary>Forgets all packets and gives their room back.</summary>
    public void Clear()
    {
        slots = [];
        head = 0;
        Count = 0;
    }

    private void RemoveOldest()
    {
        head = (head + 1) % slots.Length;
        Count--;
    }

    private void Grow()
    {
        var grown = new Slot[Math.Min(Math.Max(2 * slots.Length, FirstSlots), capacity)];
        for (var index = 0; index < Count; index++) grown[index] = slots[(head + index) % slots.Length];
        slots = grown;
        head = 0;
    }

    private struct Slot
    {
        public byte[]? Bytes;
        public int Length;
        public DateTimeOffset Arrival;
    }
}
