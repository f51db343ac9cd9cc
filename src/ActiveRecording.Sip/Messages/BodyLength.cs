namespace ActiveRecording.Sip.Messages;

/// <summary>Content-Length (RFC 3261 §18.3, §20.14).</summary>
internal static class BodyLength
{
    /// <summary>
    /// Reads how long the body is: all that follows if nothing says so. False if Content-Length is no number, is given
    /// twice with different numbers, or is more than what follows.
    /// </summary>
    public static bool TryRead(SipHeaders headers, int available, out int length)
    {
        length = available;
        var seen = -1;
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            if (!SipGrammar.TryNumber(headers.BytesAt(at).Span, available, out length)) return false;
            if (seen >= 0 && seen != length) return false;
            seen = length;
        }

        return true;

        int Next(int from) => headers.IndexOf(HeaderTable.ContentLengthId, from);
    }
}
