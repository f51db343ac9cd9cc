namespace ActiveRecording.Rtp.Reception;

/// <summary>
/// Extends 16-bit sequence numbers to 64 bits: each is the one nearest to the highest so far (RFC 3550 A.1's cycles). Starts in cycle 1, so that
/// packets reordered across the first never come out negative.
/// </summary>
public struct SequenceUnwrapper
{
    private const long Cycle = 1L << 16;
    private long highest;
    private bool started;

    /// <summary>The extended number of <paramref name="sequence"/>.</summary>
    public long Unwrap(ushort sequence)
    {
        if (!started)
        {
            started = true;
            highest = Cycle + sequence;
            return highest;
        }

        var extended = highest + (short)(sequence - (ushort)highest);
        if (extended > highest) highest = extended;
        return extended;
    }
}
