using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>Which final response goes upstream (RFC 3261 §16.7 point 6).</summary>
internal static class BestResponse
{
    /// <summary>The better of two: a 6xx first, then the lowest class; within 4xx what tells the caller how to do better.</summary>
    public static SipResponse Of(SipResponse? one, SipResponse other) =>
        one is null || Rank(other.StatusCode) < Rank(one.StatusCode) ? other : one;

    /// <summary>Whether another resource may take what this one did not: its failure, not the request's.</summary>
    public static bool IsOfTheResource(int status) => status is 408 or 430 or 480 or 486 or (>= 500 and not 505 and not 513);

    private static int Rank(int status) => status switch
    {
        >= 600 => 0,
        401 or 407 or 415 or 420 or 484 => 399,
        _ => status,
    };
}
