using System.Text;
using static ActiveRecording.Sip.Messages.HeaderNames;

namespace ActiveRecording.Sip.Messages;

/// <summary>A known header field; 0 is any other.</summary>
internal readonly record struct HeaderId(byte Value)
{
    public bool IsKnown => Value != 0;
}

/// <summary>Known header fields: names, compact forms (RFC 3261 §7.3.3 and the registry of IANA), which hold lists.</summary>
internal static class HeaderTable
{
    private const int LongestName = 24;

    private static readonly (string Name, char Compact, bool List, bool Single)[] Rows =
    [
        default,
        (HeaderNames.Via, 'v', true, false), (From, 'f', false, true), (To, 't', false, true), (CallId, 'i', false, true),
        (HeaderNames.CSeq, default, false, true), (Contact, 'm', true, false), (Route, default, true, false),
        (RecordRoute, default, true, false), (MaxForwards, default, false, true), (ContentLength, 'l', false, false),
        (HeaderNames.ContentType, 'c', false, true), (Accept, default, true, false), (AcceptContact, 'a', true, false),
        (AcceptEncoding, default, true, false), (AcceptLanguage, default, true, false), (AlertInfo, default, true, false),
        (Allow, default, true, false), (AllowEvents, 'u', true, false), (AuthenticationInfo, default, false, false),
        (Authorization, default, false, false), (CallInfo, default, true, false), (ContentDisposition, default, false, true),
        (ContentEncoding, 'e', true, false), (ContentLanguage, default, true, false), (Date, default, false, true),
        (Diversion, default, true, false), (ErrorInfo, default, true, false), (Event, 'o', false, true),
        (Expires, default, false, true), (HistoryInfo, default, true, false), (Identity, 'y', false, false),
        (IdentityInfo, 'n', false, false), (InReplyTo, default, true, false), (MimeVersion, default, false, true),
        (MinExpires, default, false, true), (MinSE, default, false, true), (Organization, default, false, false),
        (PAssertedIdentity, default, true, false), (PPreferredIdentity, default, true, false),
        (HeaderNames.Path, default, true, false), (Priority, default, false, false),
        (Privacy, default, false, false), (ProxyAuthenticate, default, false, false), (ProxyAuthorization, default, false, false),
        (ProxyRequire, default, true, false), (HeaderNames.RAck, default, false, true), (HeaderNames.Reason, default, true, false),
        (ReferredBy, 'b', false, true), (ReferTo, 'r', false, true), (RejectContact, 'j', true, false),
        (Replaces, default, false, true), (ReplyTo, default, false, true), (RequestDisposition, 'd', true, false),
        (Require, default, true, false), (RetryAfter, default, false, true), (RSeq, default, false, true),
        (Server, default, false, false), (ServiceRoute, default, true, false), (SessionExpires, 'x', false, true),
        (Subject, 's', false, false), (SubscriptionState, default, false, true), (Supported, 'k', true, false),
        (Timestamp, default, false, true), (Unsupported, default, true, false), (UserAgent, default, false, false),
        (Warning, default, true, false), (WwwAuthenticate, default, false, false),
    ];

    private static readonly byte[][] Utf8Names = [.. Rows.Select(row => Encoding.ASCII.GetBytes(row.Name ?? ""))];
    private static readonly byte[][] ByLength = [.. Enumerable.Range(0, LongestName + 1).Select(OfLength)];
    private static readonly byte[] ByCompact = [.. Enumerable.Range(0, 128).Select(OfCompact)];

    public static readonly HeaderId ViaId = Find(HeaderNames.Via);
    public static readonly HeaderId FromId = Find(From);
    public static readonly HeaderId ToId = Find(To);
    public static readonly HeaderId CallIdId = Find(CallId);
    public static readonly HeaderId CSeqId = Find(HeaderNames.CSeq);
    public static readonly HeaderId ContactId = Find(Contact);
    public static readonly HeaderId RouteId = Find(Route);
    public static readonly HeaderId RecordRouteId = Find(RecordRoute);
    public static readonly HeaderId MaxForwardsId = Find(MaxForwards);
    public static readonly HeaderId ContentLengthId = Find(ContentLength);
    public static readonly HeaderId ContentTypeId = Find(HeaderNames.ContentType);

    /// <summary>The field of that name or compact form, without regard to case; 0 if unknown.</summary>
    public static HeaderId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1) return name[0] < 128 ? new(ByCompact[name[0] | 0x20]) : default;
        if (name.Length > LongestName) return default;
        foreach (var id in ByLength[name.Length])
        {
            if (SipGrammar.Same(name, Utf8Names[id])) return new(id);
        }

        return default;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static HeaderId Find(string name)
    {
        Span<byte> utf8 = stackalloc byte[LongestName];
        if (name.Length > LongestName || !Encoding.UTF8.TryGetBytes(name, utf8, out var length)) return default;
        return Find(utf8[..length]);
    }

    /// <summary>The name as written.</summary>
    public static string NameOf(HeaderId id) => Rows[id.Value].Name;

    /// <summary>Values may be joined by commas (RFC 3261 §7.3.1).</summary>
    public static bool IsList(HeaderId id) => Rows[id.Value].List;

    /// <summary>At most one value may be present.</summary>
    public static bool IsSingle(HeaderId id) => Rows[id.Value].Single;

    private static byte[] OfLength(int length) =>
        [.. Enumerable.Range(1, Rows.Length - 1).Where(id => Utf8Names[id].Length == length).Select(id => (byte)id)];

    private static byte OfCompact(int letter) =>
        (byte)Math.Max(0, Array.FindIndex(Rows, 1, row => row.Compact != default && row.Compact == letter));
}
