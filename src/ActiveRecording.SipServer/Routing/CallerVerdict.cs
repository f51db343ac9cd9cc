using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Routing;

/// <summary>Who sent an INVITE.</summary>
public abstract record CallerVerdict
{
    private CallerVerdict()
    {
    }

    /// <summary>A configured number.</summary>
    public sealed record Known(DnOptions Dn, Party Party) : CallerVerdict
    {
        /// <summary>Whether it is that number for certain: called from where that is, or with its password; not believed unasked.</summary>
        public bool IsProven { get; init; }
    }

    /// <summary>It has to prove who it is.</summary>
    /// <param name="Stale">User and password were right, only the nonce was not.</param>
    public sealed record Challenge(bool Stale) : CallerVerdict;

    /// <summary>It may not call.</summary>
    public sealed record Refused(int Status) : CallerVerdict;
}

/// <summary>Where an INVITE goes.</summary>
public abstract record CalleeVerdict
{
    private CalleeVerdict()
    {
    }

    /// <summary>A phone or a trunk.</summary>
    /// <param name="Dn">The number's configuration.</param>
    /// <param name="Party">As the call sees it.</param>
    /// <param name="Target">The URI it is reached at.</param>
    /// <param name="Hop">Where a registered phone is reached; null leaves it to the URI.</param>
    public sealed record Reachable(DnOptions Dn, Party Party, SipUri Target, SipHop? Hop = null) : CalleeVerdict
    {
        /// <summary>Its other phones, rung at the same time.</summary>
        public IReadOnlyList<SipUri> Others { get; init; } = [];
    }

    /// <summary>There is no such number (404), it is not there (480) or not for this caller (403).</summary>
    public sealed record Refused(int Status) : CalleeVerdict;
}
