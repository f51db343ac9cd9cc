namespace ActiveRecording.Sip.Edges;

/// <summary>
/// The number of a flow that another node has: bit 62, 30 bits of the node's incarnation, 32 bits of its own number of the
/// flow. Own flows are small numbers, sockets negative and connections positive.
/// </summary>
public static class ForeignFlow
{
    private const long Mark = 1L << 62;
    private const long Edges = (1L << 30) - 1;

    /// <summary>The number here of a flow there.</summary>
    /// <param name="edge">The node, by its incarnation.</param>
    /// <param name="flow">Its own number of the flow.</param>
    public static long Of(long edge, long flow) => Mark | ((edge & Edges) << 32) | (uint)flow;

    /// <summary>Whether a flow is another node's.</summary>
    public static bool IsForeign(long flow) => flow >= Mark;

    /// <summary>Whose it is, and what it is called there.</summary>
    public static bool TryRead(long? number, out long edge, out long flow)
    {
        (edge, flow) = (0, 0);
        if (number is not { } foreign || !IsForeign(foreign)) return false;
        (edge, flow) = ((foreign >> 32) & Edges, (int)(uint)(foreign & uint.MaxValue));
        return true;
    }
}
