namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// Extends 16-bit sequence numbers (RFC 3550 A.1) and recognises repetitions among the last
/// <see cref="Size"/> of them.
/// </summary>
internal sealed class SequenceWindow(ushort first)
{
    /// <summary>How far back a packet can be told from its repetition: 20 s of 20 ms packets.</summary>
    public const int Size = 1024;

    private readonly ulong[] seen = new ulong[Size / 64];
    private bool started;

    /// <summary>The lowest extended number seen.</summary>
    public long Lowest { get; private set; } = first;

    /// <summary>The highest extended number seen.</summary>
    public long Highest { get; private set; } = first;

    /// <summary>The difference to the highest number, -32768 to 32767.</summary>
    public int Ahead(ushort sequence) => (short)(sequence - (ushort)Highest);

    /// <summary>Notes a number; false when it was there before (or is too old to know).</summary>
    public bool TryAdd(ushort sequence, out long extended)
    {
        extended = Highest + Ahead(sequence);
        if (extended <= Highest - Size) return false;
        if (extended > Highest) Advance(extended);
        else if (started && IsSeen(extended)) return false;
        Mark(extended);
        started = true;
        Lowest = Math.Min(Lowest, extended);
        return true;
    }

    private void Advance(long extended)
    {
        if (extended - Highest >= Size) Array.Clear(seen);
        else for (var passed = Highest + 1; passed < extended; passed++) Clear(passed);
        Highest = extended;
    }

    private bool IsSeen(long extended) => (seen[Word(extended)] & Bit(extended)) != 0;

    private void Mark(long extended) => seen[Word(extended)] |= Bit(extended);

    private void Clear(long extended) => seen[Word(extended)] &= ~Bit(extended);

    private static int Word(long extended) => (int)((extended & (Size - 1)) / 64);

    private static ulong Bit(long extended) => 1UL << (int)(extended & 63);
}
