using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Rtp.Reception;

/// <summary>What became of a packet given to a <see cref="ReorderBuffer{TPacket}"/>.</summary>
public enum ReorderVerdict
{
    /// <summary>It will be released in its place.</summary>
    Accepted,

    /// <summary>Its place was already released: too late, or a copy of one released.</summary>
    Late,

    /// <summary>A packet of that number waits already.</summary>
    Duplicate,
}

/// <summary>
/// Puts packets in order of their extended sequence number. A packet is released when it is next, when it has waited for
/// <paramref name="deadline"/> (then those missing before it are given up), or when <paramref name="capacity"/> are waiting.
/// </summary>
/// <param name="capacity">Packets that may wait, 1 or more.</param>
/// <param name="deadline">How long a packet waits for its predecessors.</param>
public sealed class ReorderBuffer<TPacket>(int capacity, TimeSpan deadline)
{
    private readonly SortedList<long, (DateTimeOffset Arrival, TPacket Packet)> waiting = new(capacity + 1);
    private long next = long.MinValue;

    /// <summary>Packets waiting.</summary>
    public int Count => waiting.Count;

    /// <summary>When the packet at the head is due though its predecessors are missing; null when none waits.</summary>
    public DateTimeOffset? Due => waiting.Count == 0 ? null : waiting.Values[0].Arrival + deadline;

    /// <summary>Takes a packet in.</summary>
    public ReorderVerdict Add(long sequence, DateTimeOffset arrival, TPacket packet)
    {
        if (sequence < next) return ReorderVerdict.Late;
        return waiting.TryAdd(sequence, (arrival, packet)) ? ReorderVerdict.Accepted : ReorderVerdict.Duplicate;
    }

    /// <summary>Releases one packet, if one is next or due; to be called until false after every addition and at <see cref="Due"/>.</summary>
    public bool TryTake(DateTimeOffset now, out long sequence, [MaybeNullWhen(false)] out TPacket packet)
    {
        sequence = 0;
        packet = default;
        if (waiting.Count == 0) return false;

        var head = waiting.Keys[0];
        var (arrival, candidate) = waiting.Values[0];
        if (head != next && now - arrival < deadline && waiting.Count <= capacity) return false;

        waiting.RemoveAt(0);
        next = head + 1;
        (sequence, packet) = (head, candidate);
        return true;
    }
}
