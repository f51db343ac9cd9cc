namespace ActiveRecording.Domain.Calls;

/// <summary>What the caller is told when the callee refuses.</summary>
internal static class RefusalStatus
{
    /// <summary>
    /// Passed on as it is, but for statuses that speak of our own request, which the caller could not mend: redirections
    /// (not followed), challenges, protocol errors.
    /// </summary>
    public static (int Status, string Reason) ForCaller(int status, string reason) => status switch
    {
        < 400 => (480, "Temporarily Unavailable"),
        401 or 407 => (403, "Forbidden"),
        400 or 405 or 416 or 420 or 421 or 423 or 481 or 482 or 483 or 485 or 491 => (502, "Bad Gateway"),
        415 => (488, "Not Acceptable Here"),
        _ => (status, reason),
    };
}
