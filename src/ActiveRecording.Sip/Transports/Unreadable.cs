using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>Input that is no message, and the answer owed to it.</summary>
/// <param name="Error">Why, and the answer if there is to be one.</param>
/// <param name="EndsStream">The connection cannot be read on and is to be closed after the answer.</param>
internal sealed record Unreadable(SipParseError Error, bool EndsStream = false)
{
    /// <summary>A frame of a stream that <see cref="StreamFraming"/> could not cut.</summary>
    public static Unreadable InStream(StreamFrameKind kind, ReadOnlySpan<byte> headers, SipLimits limits)
    {
        var (errorKind, status, reason) = kind switch
        {
            StreamFrameKind.HeadersTooLarge => (SipParseErrorKind.TooLarge, 513, "Header too large"),
            StreamFrameKind.BodyTooLarge => (SipParseErrorKind.TooLarge, 413, "Request Entity Too Large"),
            StreamFrameKind.NoContentLength => (SipParseErrorKind.Malformed, 400, "Missing Content-Length"),
            _ => (SipParseErrorKind.Malformed, 400, "Malformed or wrong Content-Length"),
        };
        // The header alone may be refused or not: either way it shows whom to answer.
        var answerable = SipParser.TryParse(headers.ToArray(), limits, out var message, out var error)
            ? message is SipRequest request && request.Method != SipMethod.Ack ? request.Headers : null
            : error.Answer?.Headers;
        var answer = answerable is null ? null : SipResponse.Answering(answerable, status, reason);
        return new(new(errorKind, reason, answer), EndsStream: true);
    }
}
