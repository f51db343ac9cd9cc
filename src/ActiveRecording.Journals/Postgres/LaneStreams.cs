namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// The last sequence number of each stream in use, and whether it is listed as live: while the fence holds, nobody else
/// writes them.
/// </summary>
internal sealed class LaneStreams
{
    private const int Remembered = 65_536;
    private readonly Dictionary<string, (long Sequence, bool IsLive)> known = new(StringComparer.Ordinal);

    public bool Knows(string stream) => known.ContainsKey(stream);

    public long SequenceOf(string stream) => known[stream].Sequence;

    public bool IsLive(string stream) => known[stream].IsLive;

    public void Set(string stream, long sequence, bool isLive) => known[stream] = (sequence, isLive);

    /// <summary>Between batches: what is not remembered is read again.</summary>
    public void Trim()
    {
        if (known.Count > Remembered) known.Clear();
    }

    public void Forget() => known.Clear();
}
