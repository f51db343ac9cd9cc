using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>The RTP endpoints of one party: one for audio, one for video when it has some.</summary>
internal sealed class LegMedia(IRtpDataPlane plane, LegOptions options, ILegObserver observer)
{
    private readonly List<(string Kind, IRtpLeg Leg)> streams = new(1);
    private LegMedia? partner;

    /// <summary>The audio endpoint; every leg has one.</summary>
    public IRtpLeg Audio => this[LegDescriptions.Audio];

    /// <summary>Streams open.</summary>
    public int Count => streams.Count;

    /// <summary>What the party may be described with: each kind with its ports.</summary>
    public IReadOnlyList<LocalMedia> Local =>
        [.. streams.Select(stream => new LocalMedia(
            stream.Kind, stream.Leg.Local.Rtp.Port, RtcpPort: stream.Leg.Local.Rtcp.Port))];

    /// <summary>The endpoint of a kind that is open.</summary>
    public IRtpLeg this[string kind] => streams.First(stream => stream.Kind == kind).Leg;

    /// <summary>Whether a stream of that kind is open.</summary>
    public bool Has(string kind) => streams.Exists(stream => stream.Kind == kind);

    /// <summary>
    /// Opens what is missing of these kinds; false when a port is missing, then nothing has changed.
    /// </summary>
    public bool TryOpen(IReadOnlyList<string> kinds)
    {
        var opened = new List<(string Kind, IRtpLeg Leg)>();
        foreach (var kind in kinds.Where(kind => !Has(kind)))
        {
            if (plane.TryOpenLeg(options, observer, out var leg))
            {
                opened.Add((kind, leg));
                continue;
            }

            foreach (var (_, other) in opened) other.Close();
            return false;
        }

        streams.AddRange(opened);
        BridgeTo(partner);
        return true;
    }

    /// <summary>Takes over what the descriptions say of the party's streams.</summary>
    /// <param name="party">The leg whose streams these are.</param>
    /// <param name="partner">The other party's; null if there is none.</param>
    public void Apply(MediaLeg party, MediaLeg? partner)
    {
        foreach (var (kind, leg) in streams)
        {
            leg.SetRemote(LegDescriptions.RemoteOf(party, partner, kind));
            leg.Translate(LegDescriptions.TranslationOf(party, partner, kind));
        }
    }

    /// <summary>Lets the streams of both parties flow to each other, kind by kind.</summary>
    public void BridgeTo(LegMedia? other)
    {
        partner = other;
        if (other is null) return;
        other.partner = this;
        foreach (var (kind, leg) in streams)
        {
            if (other.Has(kind)) leg.BridgeTo(other[kind]);
        }
    }

    /// <summary>Gives all ports back.</summary>
    public void Close()
    {
        foreach (var (_, leg) in streams) leg.Close();
        if (partner is not null) partner.partner = null;
        partner = null;
    }
}
