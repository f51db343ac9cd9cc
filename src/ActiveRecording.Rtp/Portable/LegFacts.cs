using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Portable;

/// <summary>Facts gathered under a leg's lock, told after it; without facts nothing is allocated.</summary>
internal struct LegFacts
{
    private List<LegFact>? facts;

    public void Add(LegFact fact) => (facts ??= []).Add(fact);

    public readonly void Tell(ILegObserver observer, IRtpLeg leg)
    {
        if (facts is null) return;
        foreach (var fact in facts) observer.Observed(leg, fact);
    }
}
