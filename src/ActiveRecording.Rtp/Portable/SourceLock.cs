using System.Net;

namespace ActiveRecording.Rtp.Portable;

/// <summary>
/// Which address a stream is taken from (symmetric RTP, RFC 4961). The described address is always taken; without a lock so is the
/// first valid packet from anywhere; the lock then changes only after 50 valid packets in a row from one other address
/// and 30 packet intervals without the locked one, never on hold. When the description moves, stragglers from the old address are still
/// taken, but nothing is sent there any more.
/// </summary>
internal sealed class SourceLock
{
    /// <summary>Valid packets in a row from one other address before it may take over.</summary>
    public const int TakeOverPackets = 50;

    /// <summary>30 intervals of 20 ms.</summary>
    public static readonly TimeSpan TakeOverSilence = TimeSpan.FromMilliseconds(600);

    private IPEndPoint? described;
    private IPEndPoint? former;
    private IPEndPoint? rival;
    private int rivalPackets;
    private DateTimeOffset lastAccepted;

    /// <summary>The address packets are taken from; null before the first.</summary>
    public IPEndPoint? Source { get; private set; }

    /// <summary>The description names an address; a new one opens the lock, none keeps it.</summary>
    public void Describe(IPEndPoint? address)
    {
        if (address is null || address.Equals(described)) return;
        former = Source ?? described;
        described = address;
        Source = null;
        rival = null;
    }

    /// <summary>Whether a packet is taken.</summary>
    /// <param name="from">Where it came from.</param>
    /// <param name="at">When.</param>
    /// <param name="known">Its payload type was negotiated: only such packets move the lock to an address nobody described.</param>
    /// <param name="held">The party is on hold.</param>
    public bool Accepts(IPEndPoint from, DateTimeOffset at, bool known, bool held)
    {
        if (from.Equals(Source) || from.Equals(described) || (known && MayTakeOver(from, at, held)))
        {
            if (!from.Equals(Source)) Source = from;
            lastAccepted = at;
            rival = null;
            return true;
        }

        return known && Source is null && from.Equals(former);
    }

    private bool MayTakeOver(IPEndPoint from, DateTimeOffset at, bool held)
    {
        if (held) return false;
        if (Source is null && !from.Equals(former)) return true;
        rivalPackets = from.Equals(rival) ? rivalPackets + 1 : 1;
        rival = from;
        return rivalPackets >= TakeOverPackets && at - lastAccepted >= TakeOverSilence;
    }
}
