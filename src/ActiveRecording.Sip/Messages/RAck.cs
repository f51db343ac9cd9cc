using System.Globalization;

namespace ActiveRecording.Sip.Messages;

/// <summary>Which provisional response a PRACK acknowledges: the header field RAck (RFC 3262 §7.2).</summary>
/// <param name="Response">Its RSeq.</param>
/// <param name="CSeq">Its CSeq number.</param>
/// <param name="Method">Its CSeq method.</param>
public readonly record struct RAck(uint Response, uint CSeq, SipMethod Method)
{
    /// <summary>Reads <c>776656 1 INVITE</c>.</summary>
    public static bool TryParse(string? text, out RAck rack)
    {
        rack = default;
        var words = text?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var response, var cseq, var method]) return false;
        if (!TryNumber(response, out var rseq) || !TryNumber(cseq, out var number) || !SipGrammar.IsToken(method)) return false;
        rack = new(rseq, number, new(method));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Response} {CSeq} {Method}";

    internal static bool TryNumber(string? text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>The header fields of RFC 3262; what cannot be read counts as absent.</summary>
public static class ReliableHeaders
{
    extension(SipMessage message)
    {
        /// <summary>The number of a reliable provisional response (§7.1), 1 to 2^32 - 1; null if absent.</summary>
        public uint? RSeq
        {
            get => RAck.TryNumber(message.Headers.First(HeaderNames.RSeq), out var number) && number > 0 ? number : null;
            set => message.Headers.SetOrRemove(HeaderNames.RSeq, value is { } number ? $"{number}" : null);
        }

        /// <summary>What a PRACK acknowledges (§7.2); null if absent.</summary>
        public RAck? RAck
        {
            get => Messages.RAck.TryParse(message.Headers.First(HeaderNames.RAck), out var read) ? read : null;
            set => message.Headers.SetOrRemove(HeaderNames.RAck, value?.ToString());
        }
    }
}
