using System.Buffers;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// A request or a response. A received message holds on to the bytes it was read from. The typed properties read the
/// header fields when first asked; of a message that the parser accepted they never throw.
/// </summary>
public abstract class SipMessage
{
    private TypedHeaders typed;

    private protected SipMessage(SipHeaders headers, TypedHeaders? typed = null)
    {
        Headers = headers;
        this.typed = typed ?? new(headers);
    }

    /// <summary>All header fields.</summary>
    public SipHeaders Headers { get; }

    /// <summary>The body; empty if there is none. Content-Length follows from it when the message is written.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>When it was read from the network; null of a message that was made here.</summary>
    public DateTimeOffset? ReceivedAt { get; internal set; }

    /// <summary>The first Via.</summary>
    /// <exception cref="FormatException">There is none, or it is malformed (never in a parsed message).</exception>
    public Via TopVia => Typed.Vias is [var top, ..] ? top : throw new FormatException("No Via header field");

    /// <summary>All Vias, top first.</summary>
    public IReadOnlyList<Via> Vias => Typed.Vias;

    /// <summary>RFC 3261 §20.20.</summary>
    public NameAddress From
    {
        get => Typed.From;
        set => Headers.Set(HeaderNames.From, value.ToString());
    }

    /// <summary>RFC 3261 §20.39.</summary>
    public NameAddress To
    {
        get => Typed.To;
        set => Headers.Set(HeaderNames.To, value.ToString());
    }

    /// <summary>RFC 3261 §20.8; compared byte for byte.</summary>
    public string CallId
    {
        get => Typed.CallId;
        set => Headers.Set(HeaderNames.CallId, value);
    }

    /// <summary>RFC 3261 §20.16.</summary>
    public CSeq CSeq
    {
        get => Typed.CSeq;
        set => Headers.Set(HeaderNames.CSeq, value.ToString());
    }

    /// <summary>The first Contact; null if there is none or it is <c>*</c>.</summary>
    public NameAddress? Contact
    {
        get => Contacts is [var first, ..] ? first : null;
        set
        {
            if (value is null) Headers.Remove(HeaderNames.Contact);
            else Headers.Set(HeaderNames.Contact, value.ToString());
        }
    }

    /// <summary>All Contacts; none if it is <c>*</c>.</summary>
    public IReadOnlyList<NameAddress> Contacts => Typed.Contacts;

    /// <summary><c>Contact: *</c> (RFC 3261 §10.2.2).</summary>
    public bool IsWildcardContact => Typed.IsWildcardContact;

    /// <summary>Route, first hop first (RFC 3261 §20.34).</summary>
    public IReadOnlyList<NameAddress> Routes => Typed.Routes;

    /// <summary>Record-Route as written (RFC 3261 §20.30).</summary>
    public IReadOnlyList<NameAddress> RecordRoutes => Typed.RecordRoutes;

    /// <summary>0 to 255 (RFC 3261 §20.22); null if absent.</summary>
    public int? MaxForwards
    {
        get => Typed.MaxForwards;
        set
        {
            if (value is null) Headers.Remove(HeaderNames.MaxForwards);
            else Headers.Set(HeaderNames.MaxForwards, $"{value}");
        }
    }

    /// <summary>Media type of the body; null if not given.</summary>
    public ContentType? ContentType => Typed.ContentType;

    /// <summary>
    /// Seconds (RFC 3261 §20.19); null if absent, 3600 if malformed.
    /// </summary>
    public int? Expires
    {
        get => Headers.First(HeaderNames.Expires) is not { } text ? null : DeltaSeconds.Parse(text) ?? DeltaSeconds.Default;
        set
        {
            if (value is null) Headers.Remove(HeaderNames.Expires);
            else Headers.Set(HeaderNames.Expires, $"{value}");
        }
    }

    private TypedHeaders Typed => typed.Version == Headers.Version ? typed : typed = new(Headers);

    /// <summary>Puts a Via above the others.</summary>
    public void PushVia(Via via) => Headers.Prepend(HeaderNames.Via, via.ToString());

    /// <summary>Takes the top Via off; false if there was none.</summary>
    public bool PopVia() => Headers.RemoveFirst(HeaderNames.Via);

    /// <summary>Puts another Via in the place of the top one.</summary>
    public void ReplaceTopVia(Via via)
    {
        PopVia();
        PushVia(via);
    }

    /// <summary>Sets the body and its Content-Type.</summary>
    public void SetBody(string contentType, ReadOnlyMemory<byte> body)
    {
        Headers.Set(HeaderNames.ContentType, contentType);
        Body = body;
    }

    /// <summary>Removes the body and what describes it.</summary>
    public void RemoveBody()
    {
        Headers.Remove(HeaderNames.ContentType);
        Headers.Remove(HeaderNames.ContentDisposition);
        Headers.Remove(HeaderNames.ContentEncoding);
        Body = default;
    }

    /// <summary>The message as it goes on the wire.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + Body.Length);
        SipWriter.Write(this, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The message as it goes on the wire.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToBytes());
}
