namespace ActiveRecording.Sip.Messages;

/// <summary>Why bytes were refused.</summary>
public enum SipParseErrorKind
{
    /// <summary>Nothing but line ends: a keep-alive (RFC 5626 §3.5.1).</summary>
    KeepAlive,

    /// <summary>No start line of SIP: to be counted and dropped.</summary>
    Garbage,

    /// <summary>A request that breaks the grammar: 400.</summary>
    Malformed,

    /// <summary>A response that breaks the grammar: dropped.</summary>
    MalformedResponse,

    /// <summary>A version other than 2.0: 505.</summary>
    Version,

    /// <summary>A limit of <see cref="SipLimits"/> is exceeded: 413 or 513.</summary>
    TooLarge,
}

/// <summary>A refusal by the parser.</summary>
/// <param name="Kind">What sort.</param>
/// <param name="Reason">One sentence for the log and the reason phrase.</param>
/// <param name="Answer">
/// The response to send along its top Via, still without a To tag; null if there must be none (a response, an ACK) or
/// can be none (no readable Via). From, To, Call-ID or CSeq are missing where the request has none.
/// </param>
public sealed record SipParseError(SipParseErrorKind Kind, string Reason, SipResponse? Answer)
{
    internal static SipParseError KeepAlive { get; } = new(SipParseErrorKind.KeepAlive, "Keep-alive", null);

    internal static SipParseError Garbage { get; } = new(SipParseErrorKind.Garbage, "Not SIP", null);

    internal static SipParseError MalformedStatusLine { get; } =
        new(SipParseErrorKind.MalformedResponse, "Malformed status line", null);
}
