namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// Which address a stream is taken from (symmetric RTP, RFC 4961). The described address is always taken; without a lock so is the
/// first valid packet from anywhere; the lock then changes only after 50 valid packets in a row from one other address
/// and 30 packet intervals without the locked one, never on hold. When the description moves, stragglers from the old address are still
/// taken, but nothing is sent there any more.
/// </summary>
internal struct SourceLock
{
    /// <summary>Valid packets in a row from one other address before it may take over.</summary>
    public const int TakeOverPackets = 50;

    /// <summary>30 intervals of 20 ms.</summary>
    public static readonly TimeSpan TakeOverSilence = TimeSpan.FromMilliseconds(600);

    private TransportAddress? described;
    private TransportAddress? former;
    private TransportAddress rival;
    private TransportAddress source;
    private int rivalPackets;
    private DateTimeOffset lastAccepted;

    /// <summary>Whether a packet was taken since the description last moved.</summary>
    public bool IsLocked { readonly get; private set; }

    /// <summary>The address packets are taken from; null before the first.</summary>
    public readonly TransportAddress? Source => IsLocked ? source : null;

    /// <summary>The description names an address; a new one opens the lock, none keeps it.</summary>
    public void Describe(TransportAddress? address)
    {
        if (address is null || address == described) return;
        former = Source ?? described;
        described = address;
        IsLocked = false;
        rivalPackets = 0;
    }

    /// <summary>Whether a packet is taken.</summary>
    /// <param name="from">Where it came from.</param>
    /// <param name="at">When.</param>
    /// <param name="known">Its payload type was negotiated: only such packets move the lock to an address nobody described.</param>
    /// <param name="held">The party is on hold.</param>
    /// <param name="moved">The source is now <paramref name="from"/>, and was not before.</param>
    public bool Accepts(in TransportAddress from, DateTimeOffset at, bool known, bool held, out bool moved)
    {
        moved = false;
        if (IsLocked && from == source)
        {
            lastAccepted = at;
            rivalPackets = 0;
            return true;
        }

        if (from != described && !(known && MayTakeOver(from, at, held))) return known && !IsLocked && from == former;
        source = from;
        IsLocked = true;
        lastAccepted = at;
        rivalPackets = 0;
        moved = true;
        return true;
    }

    private bool MayTakeOver(in TransportAddress from, DateTimeOffset at, bool held)
    {
        if (held) return false;
        if (!IsLocked && from != former) return true;
        rivalPackets = rivalPackets > 0 && from == rival ? rivalPackets + 1 : 1;
        rival = from;
        return rivalPackets >= TakeOverPackets && at - lastAccepted >= TakeOverSilence;
    }
}
