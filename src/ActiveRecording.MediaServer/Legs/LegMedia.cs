using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>The RTP endpoints of one party: one for audio, one for video when it has some.</summary>
internal sealed class LegMedia(IRtpDataPlane plane, LegOptions options, ILegObserver observer)
{
    private readonly Dictionary<string, IRtpLeg> streams = [];
    private LegMedia? partner;

    /// <summary>The audio endpoint; every leg has one.</summary>
    public IRtpLeg Audio => streams[LegDescriptions.Audio];

    /// <summary>Streams open.</summary>
    public int Count => streams.Count;

    /// <summary>What the party may be described with: each kind with its ports.</summary>
    public IReadOnlyList<LocalMedia> Local =>
        [.. streams.Select(stream => new LocalMedia(stream.Key, stream.Value.Local.Rtp.Port, RtcpPort: stream.Value.Local.Rtcp.Port))];

    /// <summary>Whether a stream of that kind is open.</summary>
    public bool Has(string kind) => streams.ContainsKey(kind);

    /// <summary>Opens what is missing of these kinds; false when a port is missing, then nothing has changed.</summary>
    public bool TryOpen(IReadOnlyList<string> kinds)
    {
        var opened = new List<(string Kind, IRtpLeg Leg)>();
        foreach (var kind in kinds.Where(kind => !streams.ContainsKey(kind)))
        {
            if (plane.TryOpenLeg(options, observer, out var leg))
            {
                opened.Add((kind, leg));
                continue;
            }

            foreach (var (_, other) in opened) other.Close();
            return false;
        }

        foreach (var (kind, leg) in opened) streams.Add(kind, leg);
        BridgeTo(partner);
        return true;
    }

    /// <summary>Takes over what the party says of its streams.</summary>
    /// <param name="remote">Its description.</param>
    /// <param name="other">The other party's, whose payload types it may have been offered; null if unknown.</param>
    public void Apply(SessionDescription remote, SessionDescription? other)
    {
        foreach (var (kind, leg) in streams) leg.SetRemote(LegDescriptions.RemoteOf(remote, other, kind));
    }

    /// <summary>Lets the streams of both parties flow to each other, kind by kind.</summary>
    public void BridgeTo(LegMedia? other)
    {
        partner = other;
        if (other is null) return;
        other.partner = this;
        foreach (var (kind, leg) in streams)
        {
            if (other.streams.TryGetValue(kind, out var peer)) leg.BridgeTo(peer);
        }
    }

    /// <summary>Gives all ports back.</summary>
    public void Close()
    {
        foreach (var leg in streams.Values) leg.Close();
        if (partner is not null) partner.partner = null;
        partner = null;
    }
}
