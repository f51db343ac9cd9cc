using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>Cuts a byte stream into messages by Content-Length (RFC 3261 §18.3). Pure; allocates nothing.</summary>
public static class StreamFraming
{
    /// <summary>
    /// Finds the next frame. False: more bytes are needed, and <paramref name="examined"/> says how many of these need
    /// not be looked at again. True: the frame is cut out; the caller drops its <see cref="StreamFrame.Length"/> bytes
    /// and starts again with <paramref name="examined"/> 0.
    /// </summary>
    public static bool TryReadFrame(ReadOnlySpan<byte> input, SipLimits limits, ref int examined, out StreamFrame frame)
    {
        frame = default;
        if (input.IsEmpty) return false;
        if (input[0] is (byte)'\r' or (byte)'\n') return TryReadBlank(input, out frame);
        if (!TryFindHeaderEnd(input, ref examined, out var headers))
        {
            if (input.Length <= limits.MaxHeaderBytes) return false;
            frame = new(StreamFrameKind.HeadersTooLarge, input.Length, input.Length);
            return true;
        }

        if (headers > limits.MaxHeaderBytes)
        {
            frame = new(StreamFrameKind.HeadersTooLarge, headers, headers);
            return true;
        }

        var verdict = ContentLengthField.Find(input[..headers], out var body);
        if (verdict != StreamFrameKind.Message)
        {
            frame = new(verdict, headers, headers);
            return true;
        }

        if (body > limits.MaxBodyBytes || headers + body > limits.MaxMessageBytes)
        {
            frame = new(StreamFrameKind.BodyTooLarge, headers, headers);
            return true;
        }

        if (input.Length < headers + body) return false;
        frame = new(StreamFrameKind.Message, headers, headers + (int)body);
        return true;
    }

    /// <summary>Empty lines before a start line: ignored (RFC 3261 §7.5), two together are a ping (RFC 5626 §3.5.1).</summary>
    private static bool TryReadBlank(ReadOnlySpan<byte> input, out StreamFrame frame)
    {
        if (input.StartsWith("\r\n\r\n"u8))
        {
            frame = new(StreamFrameKind.Ping, 4, 4);
            return true;
        }

        frame = input.StartsWith("\r\n"u8) ? new(StreamFrameKind.Blank, 2, 2) : new(StreamFrameKind.Blank, 1, 1);
        return !"\r\n\r\n"u8.StartsWith(input);
    }

    private static bool TryFindHeaderEnd(ReadOnlySpan<byte> input, ref int examined, out int end)
    {
        while (true)
        {
            var newline = input[examined..].IndexOf((byte)'\n');
            end = examined + newline + 1;
            if (newline < 0)
            {
                examined = input.Length;
                return false;
            }

            var next = input[end..];
            if (next.StartsWith("\r\n"u8) || next.StartsWith("\n"u8))
            {
                end += next[0] == (byte)'\n' ? 1 : 2;
                return true;
            }

            if (next.IsEmpty || (next.Length == 1 && next[0] == (byte)'\r'))
            {
                // The line feed is needed again to recognise the empty line.
                examined = end - 1;
                return false;
            }

            examined = end;
        }
    }
}
