using System.Buffers;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>Writes messages (RFC 3261 §7). Content-Length is always written, last, from the body.</summary>
public static class SipWriter
{
    /// <summary>Appends the message as it goes on the wire.</summary>
    public static void Write(SipMessage message, IBufferWriter<byte> output)
    {
        WriteStartLine(message, output);
        WriteFields(message.Headers, output);
        output.Write("Content-Length: "u8);
        WriteNumber(message.Body.Length, output);
        output.Write("\r\n\r\n"u8);
        output.Write(message.Body.Span);
    }

    /// <summary>Appends all header fields but Content-Length.</summary>
    internal static void WriteFields(SipHeaders headers, IBufferWriter<byte> output)
    {
        foreach (var field in headers.Fields)
        {
            if (field.Id == HeaderTable.ContentLengthId) continue;
            if (field.Line.IsEmpty) WriteOwn(field, output);
            else output.Write(field.Line);
            output.Write("\r\n"u8);
        }
    }

    private static void WriteStartLine(SipMessage message, IBufferWriter<byte> output)
    {
        if (message is SipRequest request)
        {
            WriteText(request.Method.Name, output);
            output.Write(" "u8);
            output.Write(request.RequestUri.Text);
            output.Write(" SIP/2.0\r\n"u8);
        }
        else if (message is SipResponse response)
        {
            output.Write("SIP/2.0 "u8);
            WriteNumber(response.StatusCode, output);
            output.Write(" "u8);
            WriteText(response.ReasonPhrase.Replace('\r', ' ').Replace('\n', ' '), output);
            output.Write("\r\n"u8);
        }
    }

    private static void WriteOwn(HeaderField field, IBufferWriter<byte> output)
    {
        WriteText(field.Name(), output);
        output.Write(": "u8);
        WriteText(field.Value(), output);
    }

    private static void WriteText(string text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    private static void WriteNumber(int number, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(11);
        System.Buffers.Text.Utf8Formatter.TryFormat(number, span, out var written);
        output.Advance(written);
    }
}
