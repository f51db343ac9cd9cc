namespace ActiveRecording.Sip.Messages;

/// <summary>A request (RFC 3261 §7.1).</summary>
public sealed class SipRequest : SipMessage
{
    /// <summary>A request without header fields.</summary>
    public SipRequest(SipMethod method, SipUri requestUri)
        : this(method, requestUri, new SipHeaders(), null)
    {
    }

    internal SipRequest(SipMethod method, SipUri requestUri, SipHeaders headers, TypedHeaders? typed)
        : base(headers, typed)
    {
        Method = method;
        RequestUri = requestUri;
    }

    /// <summary>The method.</summary>
    public SipMethod Method { get; }

    /// <summary>Where it goes.</summary>
    public SipUri RequestUri { get; set; }

    /// <summary>
    /// When the call ended that this BYE hangs up, or the recording that this INFO ends, to the millisecond: an extension
    /// between our rooms, because what is passed on or repeated lags behind. Others ignore it (RFC 3261 §8.2.2). Null if
    /// absent or malformed.
    /// </summary>
    public DateTimeOffset? CallEnded
    {
        get => Headers.First(HeaderNames.CallEnded) is { } text && UtcInstant.TryParse(text, out var at) ? at : null;
        set
        {
            if (value is { } at) Headers.Set(HeaderNames.CallEnded, UtcInstant.ToText(at));
            else Headers.Remove(HeaderNames.CallEnded);
        }
    }

    /// <summary>A copy that changes apart from this one; the bytes of the body are shared.</summary>
    public SipRequest Clone() => new(Method, RequestUri, Headers.Clone(), null) { Body = Body };

    /// <summary>
    /// A response to this request (RFC 3261 §8.2.6.2): Via, From, To, Call-ID and CSeq as written here, in 1xx (but 100)
    /// and 2xx Record-Route too (§12.1.1), in 100 Timestamp.
    /// </summary>
    /// <param name="status">100 to 699.</param>
    /// <param name="reason">The usual phrase if null.</param>
    /// <param name="toTag">Added to To unless it has a tag; never to a 100.</param>
    public SipResponse CreateResponse(int status, string? reason = null, string? toTag = null)
    {
        var response = SipResponse.Answering(Headers, status, reason);
        if (status > 100 && toTag is not null) response.TrySetToTag(toTag);
        if (status is > 100 and < 300) response.Headers.CopyFrom(Headers, HeaderNames.RecordRoute);
        if (status == 100) response.Headers.CopyFrom(Headers, HeaderNames.Timestamp);
        return response;
    }

    /// <summary>The option tags in Require that are not supported: what a 420 lists (RFC 3261 §8.2.2.3).</summary>
    public IReadOnlyList<string> UnsupportedExtensions(IReadOnlySet<string> supported) =>
        [.. Headers.All(HeaderNames.Require).Where(tag => !supported.Contains(tag))];
}
