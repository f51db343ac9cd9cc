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

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    /// <summary>Reads a method, a token; the well-known ones without allocating.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SipMethod method)
    {
        method = default;
        if (!SipGrammar.IsToken(text)) return false;
        method = text switch
        {
            _ when text.SequenceEqual("INVITE"u8) => Invite,
            _ when text.SequenceEqual("ACK"u8) => Ack,
            _ when text.SequenceEqual("BYE"u8) => Bye,
            _ when text.SequenceEqual("CANCEL"u8) => Cancel,
            _ when text.SequenceEqual("REGISTER"u8) => Register,
            _ when text.SequenceEqual("OPTIONS"u8) => Options,
            _ when text.SequenceEqual("INFO"u8) => Info,
            _ when text.SequenceEqual("PRACK"u8) => Prack,
            _ when text.SequenceEqual("UPDATE"u8) => Update,
            _ when text.SequenceEqual("REFER"u8) => Refer,
            _ when text.SequenceEqual("NOTIFY"u8) => Notify,
            _ when text.SequenceEqual("SUBSCRIBE"u8) => Subscribe,
            _ when text.SequenceEqual("MESSAGE"u8) => Message,
            _ when text.SequenceEqual("PUBLISH"u8) => Publish,
            _ => new(System.Text.Encoding.ASCII.GetString(text)),
        };
        return true;
    }
}
