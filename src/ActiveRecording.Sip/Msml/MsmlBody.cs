namespace ActiveRecording.Sip.Msml;

/// <summary>
/// An MSML document (RFC 5707): a request of one or more elements executed in order, a result, or an event.
/// </summary>
public abstract record MsmlBody
{
    /// <summary>What Genesys sends, and what the product sends by default.</summary>
    public const string RadisysContentType = "application/vnd.radisys.msml+xml";

    /// <summary>RFC 5707 §17.</summary>
    public const string StandardContentType = "application/msml+xml";

    private protected MsmlBody()
    {
    }

    /// <summary>Whether a body of that type is MSML; both content types are.</summary>
    public static bool IsMsml(Messages.ContentType? type) =>
        type is not null && (type.Is(RadisysContentType) || type.Is(StandardContentType));

    /// <summary>The document as it goes on the wire, with CRLF line ends.</summary>
    public sealed override string ToString() => MsmlWriter.Write(this);

    /// <summary>The document as it goes on the wire, in UTF-8.</summary>
    public byte[] ToBytes() => System.Text.Encoding.UTF8.GetBytes(ToString());
}

/// <summary>Elements to execute in order; the first that fails ends the execution (RFC 5707 §7.1).</summary>
public sealed record MsmlRequest(MsmlList<MsmlElement> Elements) : MsmlBody;

/// <summary>The outcome of a request (RFC 5707 §7.12).</summary>
/// <param name="Response">A code of <see cref="MsmlResponse"/>.</param>
/// <param name="Description">For people; null if not given.</param>
/// <param name="Mark">The mark of the element that failed, or of the last one executed; null if it has none.</param>
public sealed record MsmlResult(int Response, string? Description = null, string? Mark = null) : MsmlBody
{
    /// <summary>Executed as asked.</summary>
    public bool IsSuccess => Response == MsmlResponse.Ok;
}

/// <summary>Something happened to an object (RFC 5707 §7.13).</summary>
/// <param name="Name">For example <see cref="RecordFailed"/>.</param>
/// <param name="Id">The object, for example <c>conf:name</c>; null if not given.</param>
/// <param name="Values">Name and value pairs in order.</param>
public sealed record MsmlEvent(string Name, string? Id, MsmlList<MsmlParameter> Values) : MsmlBody
{
    /// <summary>A recording could not start or go on; values <c>reason</c> and <c>media</c>.</summary>
    public const string RecordFailed = "msml.record.failed";

    /// <summary>The first value of that name; null if there is none.</summary>
    public string? this[string name] => Values.FirstOrDefault(pair => pair.Name == name)?.Value;
}

/// <summary>A name and a value: <c>gvp:param</c>, or one of an event.</summary>
public sealed record MsmlParameter(string Name, string Value);
