using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>A request method; case-sensitive (RFC 3261 §7.1). Methods unknown to the product are kept.</summary>
public readonly record struct SipMethod(string Name)
{
    /// <summary>RFC 3261 §13.</summary>
    public static SipMethod Invite { get; } = new("INVITE");

    /// <summary>RFC 3261 §13.2.2.4, §17.1.1.3.</summary>
    public static SipMethod Ack { get; } = new("ACK");

    /// <summary>RFC 3261 §15.</summary>
    public static SipMethod Bye { get; } = new("BYE");

    /// <summary>RFC 3261 §9.</summary>
    public static SipMethod Cancel { get; } = new("CANCEL");

    /// <summary>RFC 3261 §10.</summary>
    public static SipMethod Register { get; } = new("REGISTER");

    /// <summary>RFC 3261 §11.</summary>
    public static SipMethod Options { get; } = new("OPTIONS");

    /// <summary>RFC 6086; carries MSML.</summary>
    public static SipMethod Info { get; } = new("INFO");

    /// <summary>RFC 3262.</summary>
    public static SipMethod Prack { get; } = new("PRACK");

    /// <summary>RFC 3311.</summary>
    public static SipMethod Update { get; } = new("UPDATE");

    /// <summary>RFC 3515.</summary>
    public static SipMethod Refer { get; } = new("REFER");

    /// <summary>RFC 6665.</summary>
    public static SipMethod Notify { get; } = new("NOTIFY");

    /// <summary>RFC 6665.</summary>
    public static SipMethod Subscribe { get; } = new("SUBSCRIBE");

    /// <summary>RFC 3428.</summary>
    public static SipMethod Message { get; } = new("MESSAGE");

    /// <summary>RFC 3903.</summary>
    public static SipMethod Publish { get; } = new("PUBLISH");

    private static readonly SipMethod[] Known =
    [
        Invite, Ack, Bye, Cancel, Register, Options, Info, Prack, Update, Refer, Notify, Subscribe, Message, Publish,
    ];

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    /// <summary>Reads a method, a token; the well-known ones without allocating.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SipMethod method)
    {
        method = default;
        if (!SipGrammar.IsToken(text)) return false;
        foreach (var known in Known)
        {
            if (!Ascii.Equals(text, known.Name)) continue;
            method = known;
            return true;
        }

        method = new(Encoding.ASCII.GetString(text));
        return true;
    }

    /// <summary>Whether it is one of the methods above; others are answered 501 (RFC 3261 §21.5.2).</summary>
    public bool IsKnown => Known.Contains(this);

    /// <inheritdoc cref="IsKnown"/>
    internal static bool IsKnownName(ReadOnlySpan<byte> text)
    {
        foreach (var known in Known)
        {
            if (Ascii.Equals(text, known.Name)) return true;
        }

        return false;
    }
}
