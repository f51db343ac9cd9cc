namespace ActiveRecording.Sip.Messages;

/// <summary>A response (RFC 3261 §7.2).</summary>
public sealed class SipResponse : SipMessage
{
    /// <summary>A response without header fields; the usual reason phrase if none is given.</summary>
    public SipResponse(int statusCode, string? reasonPhrase = null)
        : this(statusCode, reasonPhrase, new SipHeaders(), null)
    {
    }

    internal SipResponse(int statusCode, string? reasonPhrase, SipHeaders headers, TypedHeaders? typed)
        : base(headers, typed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        StatusCode = statusCode;
        ReasonPhrase = reasonPhrase ?? ReasonPhrases.For(statusCode);
    }

    /// <summary>100 to 699.</summary>
    public int StatusCode { get; }

    /// <summary>For people; maybe empty.</summary>
    public string ReasonPhrase { get; }

    /// <summary>1xx.</summary>
    public bool IsProvisional => StatusCode < 200;

    /// <summary>2xx.</summary>
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Anything but 1xx.</summary>
    public bool IsFinal => StatusCode >= 200;

    /// <summary>Whether a PRACK is owed to it (RFC 3262 §4): a numbered 1xx to INVITE, but no 100, that requires 100rel.</summary>
    public bool IsReliable =>
        StatusCode is > 100 and < 200 && this.RSeq is not null && CSeq.Method == SipMethod.Invite && this.Requires(OptionTags.Reliable);

    /// <summary>A copy that changes apart from this one; the bytes of the body are shared.</summary>
    public SipResponse Clone() => new(StatusCode, ReasonPhrase, Headers.Clone(), null) { Body = Body };

    /// <summary>Gives To that tag unless it has one or cannot be read.</summary>
    public bool TrySetToTag(string tag)
    {
        if (Headers.First(HeaderNames.To) is not { } text || !NameAddress.TryParse(text, out var to)) return false;
        if (to.Tag is not null) return false;
        var written = text.Contains('<', StringComparison.Ordinal) ? text : to.ToString();
        Headers.Set(HeaderNames.To, $"{written};tag={tag}");
        return true;
    }

    /// <summary>A response with what must be repeated of the request (RFC 3261 §8.2.6.2).</summary>
    internal static SipResponse Answering(SipHeaders request, int status, string? reason)
    {
        var response = new SipResponse(status, reason);
        response.Headers.CopyFrom(request, HeaderNames.Via);
        response.Headers.CopyFrom(request, HeaderNames.From);
        response.Headers.CopyFrom(request, HeaderNames.To);
        response.Headers.CopyFrom(request, HeaderNames.CallId);
        response.Headers.CopyFrom(request, HeaderNames.CSeq);
        return response;
    }
}
