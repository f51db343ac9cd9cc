using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// The header fields that structure a message, each read once when first asked for. The parser reads them all, so that a
/// received message never disappoints later; of one built by hand a missing or malformed field throws.
/// </summary>
internal sealed class TypedHeaders(SipHeaders headers)
{
    private delegate bool TryParse<T>(ReadOnlyMemory<byte> text, out T? value)
        where T : class;

    private IReadOnlyList<Via>? vias;
    private NameAddress? from;
    private NameAddress? to;
    private string? callId;
    private CSeq? cseq;
    private IReadOnlyList<NameAddress>? contacts;
    private IReadOnlyList<NameAddress>? routes;
    private IReadOnlyList<NameAddress>? recordRoutes;
    private ContentType? contentType;

    /// <summary>What <see cref="SipHeaders.Version"/> was when reading began.</summary>
    public int Version { get; } = headers.Version;

    public IReadOnlyList<Via> Vias => vias ??= List<Via>(HeaderNames.Via, Via.TryParse);

    public NameAddress From => from ??= One<NameAddress>(HeaderNames.From, NameAddress.TryParse);

    public NameAddress To => to ??= One<NameAddress>(HeaderNames.To, NameAddress.TryParse);

    public string CallId => callId ??= One<string>(HeaderNames.CallId, TryCallId);

    public CSeq CSeq => cseq ??= TryCSeq(out var read) ? read : throw Malformed(HeaderNames.CSeq);

    public IReadOnlyList<NameAddress> Contacts => contacts ??=
        IsWildcardContact ? [] : List<NameAddress>(HeaderNames.Contact, NameAddress.TryParse);

    /// <summary><c>Contact: *</c> and nothing else (RFC 3261 §10.2.2).</summary>
    public bool IsWildcardContact
    {
        get
        {
            var at = headers.IndexOf(HeaderTable.ContactId, 0);
            return at >= 0 && headers.BytesAt(at).Span.SequenceEqual("*"u8)
                && headers.IndexOf(HeaderTable.ContactId, at + 1) < 0;
        }
    }

    public IReadOnlyList<NameAddress> Routes => routes ??= List<NameAddress>(HeaderNames.Route, NameAddress.TryParse);

    public IReadOnlyList<NameAddress> RecordRoutes =>
        recordRoutes ??= List<NameAddress>(HeaderNames.RecordRoute, NameAddress.TryParse);

    public int? MaxForwards => !headers.Contains(HeaderTable.MaxForwardsId) ? null
        : TryMaxForwards(out var number) ? number : throw Malformed(HeaderNames.MaxForwards);

    public ContentType? ContentType => contentType ??= headers.Contains(HeaderTable.ContentTypeId)
        ? One<ContentType>(HeaderNames.ContentType, Messages.ContentType.TryParse) : null;

    /// <summary>Reads everything above.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public string? FindProblem()
    {
        if (!TryList(HeaderTable.ViaId, Via.TryParse, out vias) || vias!.Count == 0) return Wrong(HeaderNames.Via);
        if (!TryOne(HeaderTable.FromId, NameAddress.TryParse, out from)) return Wrong(HeaderNames.From);
        if (!TryOne(HeaderTable.ToId, NameAddress.TryParse, out to)) return Wrong(HeaderNames.To);
        if (!TryOne(HeaderTable.CallIdId, TryCallId, out callId)) return Wrong(HeaderNames.CallId);
        if (!TryCSeq(out var number)) return Wrong(HeaderNames.CSeq);
        cseq = number;
        if (!IsWildcardContact && !TryList(HeaderTable.ContactId, NameAddress.TryParse, out contacts))
            return Wrong(HeaderNames.Contact);
        if (!TryList(HeaderTable.RouteId, NameAddress.TryParse, out routes)) return Wrong(HeaderNames.Route);
        if (!TryList(HeaderTable.RecordRouteId, NameAddress.TryParse, out recordRoutes)) return Wrong(HeaderNames.RecordRoute);
        if (headers.Contains(HeaderTable.MaxForwardsId) && !TryMaxForwards(out _)) return Wrong(HeaderNames.MaxForwards);
        if (headers.Contains(HeaderTable.ContentTypeId)
            && !TryOne(HeaderTable.ContentTypeId, Messages.ContentType.TryParse, out contentType))
            return Wrong(HeaderNames.ContentType);
        return null;
    }

    /// <summary>A word has neither spaces nor control characters (RFC 3261 §25.1).</summary>
    private static bool TryCallId(ReadOnlyMemory<byte> text, out string? value)
    {
        value = null;
        if (text.IsEmpty || text.Span.IndexOfAnyInRange((byte)0, (byte)' ') >= 0) return false;
        value = Encoding.UTF8.GetString(text.Span);
        return true;
    }

    private static FormatException Malformed(string name) => new(Wrong(name));

    private static string Wrong(string name) => $"Missing or malformed {name} header field";

    private bool TryCSeq(out CSeq value)
    {
        value = default;
        var at = headers.IndexOf(HeaderTable.CSeqId, 0);
        return at >= 0 && CSeq.TryParse(headers.BytesAt(at).Span, out value);
    }

    private bool TryMaxForwards(out int number)
    {
        number = 0;
        var at = headers.IndexOf(HeaderTable.MaxForwardsId, 0);
        return at >= 0 && SipGrammar.TryNumber(headers.BytesAt(at).Span, byte.MaxValue, out number);
    }

    private T One<T>(string name, TryParse<T> parse)
        where T : class =>
        TryOne(HeaderTable.Find(name), parse, out var value) ? value! : throw Malformed(name);

    private IReadOnlyList<T> List<T>(string name, TryParse<T> parse)
        where T : class =>
        TryList(HeaderTable.Find(name), parse, out var values) ? values! : throw Malformed(name);

    private bool TryOne<T>(HeaderId id, TryParse<T> parse, out T? value)
        where T : class
    {
        value = null;
        var at = headers.IndexOf(id, 0);
        return at >= 0 && parse(headers.BytesAt(at), out value);
    }

    private bool TryList<T>(HeaderId id, TryParse<T> parse, out IReadOnlyList<T>? values)
        where T : class
    {
        values = [];
        List<T>? found = null;
        for (var at = headers.IndexOf(id, 0); at >= 0; at = headers.IndexOf(id, at + 1))
        {
            var bytes = headers.BytesAt(at);
            var scanner = new ListScanner(bytes.Span);
            while (scanner.MoveNext())
            {
                if (!parse(bytes.Slice(scanner.Start, scanner.Length), out var value)) return false;
                (found ??= new(1)).Add(value!);
            }
        }

        if (found is not null) values = found;
        return true;
    }
}
