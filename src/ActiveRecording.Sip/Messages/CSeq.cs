using System.Buffers.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>Command sequence (RFC 3261 §20.16).</summary>
/// <param name="Number">Below 2^31 (§8.1.1.5).</param>
/// <param name="Method">The method of the request.</param>
public readonly record struct CSeq(uint Number, SipMethod Method)
{
    private const uint NumberLimit = 1u << 31;

    /// <summary>Reads <c>4711 INVITE</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out CSeq cseq)
    {
        cseq = default;
        value = SipGrammar.Trim(value);
        if (value.IsEmpty || !char.IsAsciiDigit((char)value[0])) return false;
        if (!Utf8Parser.TryParse(value, out uint number, out var read) || number >= NumberLimit) return false;
        if (read == value.Length || !SipGrammar.IsSpace(value[read])) return false;
        if (!SipMethod.TryParse(SipGrammar.Trim(value[read..]), out var method)) return false;
        cseq = new(number, method);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Method}";
}
