using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// Reads a message out of a datagram or a frame of a stream (RFC 3261 §7, §18.3). Never throws. The structuring header
/// fields (Via, From, To, Call-ID, CSeq, Contact, Route, Record-Route, Max-Forwards, Content-Type, Content-Length) are
/// checked; every other field is kept as it is.
/// </summary>
public static class SipParser
{
    /// <summary>Header fields that a message gets room for beyond those it came with.</summary>
    private const int SpareFields = 4;

    /// <summary>Reads a message.</summary>
    /// <param name="datagram">Kept by the message: it must not change afterwards.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="message">The message if it was accepted.</param>
    /// <param name="error">The refusal if it was not.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> datagram,
        SipLimits limits,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out SipParseError? error)
    {
        message = null;
        var text = datagram.Span;
        var start = text.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (start < 0) return Refuse(SipParseError.KeepAlive, out error);

        var head = text[..Math.Min(text.Length, start + limits.MaxHeaderBytes)];
        var feed = head[start..].IndexOf((byte)'\n');
        if (feed < 0) return Refuse(SipParseError.Garbage, out error);
        var line = head.Slice(start, feed > 0 && head[start + feed - 1] == (byte)'\r' ? feed - 1 : feed);
        if (!StartLine.TryRead(line, out var startLine)) return Refuse(SipParseError.Garbage, out error);
        if (startLine.IsResponse && startLine.Status == 0) return Refuse(SipParseError.MalformedStatusLine, out error);

        Span<HeaderLine> lines = stackalloc HeaderLine[Math.Clamp(limits.MaxHeaders, 8, SipLimits.HeadersCeiling)];
        var indexer = new HeaderIndexer(head, start + feed + 1, lines);
        indexer.Run();

        var fields = new HeaderField[indexer.Count + SpareFields];
        for (var i = 0; i < indexer.Count; i++) fields[i] = HeaderField.Received(datagram, lines[i]);
        var headers = new SipHeaders(fields, indexer.Count);
        var found = Judge(datagram, start, startLine, indexer, headers, limits, out message);
        error = found?.ToError(startLine, headers);
        return message is not null;
    }

    private static bool Refuse(SipParseError refusal, out SipParseError? error)
    {
        error = refusal;
        return false;
    }

    private static Problem? Judge(
        ReadOnlyMemory<byte> datagram,
        int start,
        in StartLine startLine,
        in HeaderIndexer indexer,
        SipHeaders headers,
        SipLimits limits,
        out SipMessage? message)
    {
        message = null;
        if (!startLine.IsVersion2) return new(505, null);
        if (datagram.Length > limits.MaxMessageBytes) return new(513, null);
        if (indexer.Problem is { } wrong)
            return datagram.Length > start + limits.MaxHeaderBytes ? new(513, null) : new(400, wrong);

        SipUri? uri = null;
        if (startLine.HasTrailingSpace) return new(400, "Malformed request line");
        if (!startLine.IsResponse && !SipUri.TryParse(startLine.Uri.Of(datagram[start..]), out uri))
            return new(400, "Malformed Request-URI");
        if (uri is { HasHeaders: true }) return new(400, "Header fields in the Request-URI");
        if (!BodyLength.TryRead(headers, datagram.Length - indexer.BodyStart, out var length))
            return new(400, "Malformed or wrong Content-Length");
        if (length > limits.MaxBodyBytes) return new(413, null);

        var typed = new TypedHeaders(headers);
        if (typed.FindProblem() is { } problem) return new(400, problem);
        if (startLine.IsResponse)
        {
            message = new SipResponse(startLine.Status, ReasonOf(startLine), headers, typed);
        }
        else
        {
            if (!Ascii.Equals(startLine.Method, typed.CSeq.Method.Name))
                return new(SipMethod.IsKnownName(startLine.Method) ? 400 : 501, "CSeq names another method");
            message = new SipRequest(typed.CSeq.Method, uri!, headers, typed);
        }

        message.Body = datagram.Slice(indexer.BodyStart, length);
        return null;
    }

    private static string ReasonOf(in StartLine line)
    {
        var usual = ReasonPhrases.For(line.Status);
        return Ascii.Equals(line.Reason, usual) ? usual : Encoding.UTF8.GetString(line.Reason);
    }

    /// <summary>What is wrong and how a request with it is answered.</summary>
    private sealed record Problem(int Status, string? Reason)
    {
        public SipParseError ToError(in StartLine line, SipHeaders headers)
        {
            var reason = Reason ?? ReasonPhrases.For(Status);
            if (line.IsResponse) return new(SipParseErrorKind.MalformedResponse, reason, null);
            var kind = Status switch
            {
                505 => SipParseErrorKind.Version,
                413 or 513 => SipParseErrorKind.TooLarge,
                _ => SipParseErrorKind.Malformed,
            };
            return new(kind, reason, line.Method.SequenceEqual("ACK"u8) ? null : Answer(headers, reason));
        }

        /// <summary>With what could be read of the request; a list of Vias that cannot be read is cut to the first.</summary>
        private SipResponse? Answer(SipHeaders request, string reason)
        {
            if (request.First(HeaderNames.Via) is not { } first || !Via.TryParse(first, out _)) return null;
            var answer = SipResponse.Answering(request, Status, reason);
            if (!request.All(HeaderNames.Via).All(via => Via.TryParse(via, out _))) answer.Headers.Set(HeaderNames.Via, first);
            return answer;
        }
    }
}
