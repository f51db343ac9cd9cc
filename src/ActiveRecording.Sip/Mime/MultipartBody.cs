using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Mime;

/// <summary>
/// A body of several parts (RFC 2046 §5.1): <c>--boundary</c>, header fields, an empty line, content, and at the end
/// <c>--boundary--</c>. A part that is a multipart body itself is kept as one.
/// </summary>
/// <param name="Parts">In order.</param>
/// <param name="Boundary">1 to 70 characters.</param>
public sealed record MultipartBody(IReadOnlyList<BodyPart> Parts, string Boundary)
{
    private const int LongestBoundary = 70;
    private const string BoundarySigns = "'()+_,-./:=? ";

    /// <summary>Reads a body. Never throws.</summary>
    /// <param name="type">Its Content-Type: <c>multipart/mixed;boundary=…</c> or another multipart.</param>
    /// <param name="body">Kept by the parts: it must not change afterwards.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="multipart">False: it is none, or malformed, or beyond the limits.</param>
    public static bool TryParse(
        ContentType type, ReadOnlyMemory<byte> body, MimeLimits limits, [NotNullWhen(true)] out MultipartBody? multipart)
    {
        multipart = null;
        if (!type.IsMultipart || type.Parameters["boundary"] is not { } boundary || !IsBoundary(boundary)) return false;
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<BodyPart>();
        if (!TryNext(body.Span, delimiter, 0, out _, out var start, out var isLast)) return false;
        while (!isLast)
        {
            if (!TryNext(body.Span, delimiter, start, out var end, out var next, out isLast)) return false;
            if (parts.Count >= limits.MaxParts || !TryReadPart(body[start..end], limits, out var part)) return false;
            parts.Add(part);
            start = next;
        }

        multipart = new(parts, boundary);
        return true;
    }

    /// <summary>The body as it goes on the wire; header fields and contents that were received are written byte for byte.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var part in Parts)
        {
            output.Write(Encoding.ASCII.GetBytes($"--{Boundary}\r\n"));
            SipWriter.WriteFields(part.Headers, output);
            output.Write("\r\n"u8);
            output.Write(part.Content.Span);
            output.Write("\r\n"u8);
        }

        output.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Finds the next line that is a delimiter, from a line start on.</summary>
    /// <param name="body">The body.</param>
    /// <param name="delimiter">With its hyphens.</param>
    /// <param name="from">A line start.</param>
    /// <param name="end">Where what stands before it ends: the end of line belongs to the delimiter.</param>
    /// <param name="next">Where what follows it starts.</param>
    /// <param name="isLast">It is the closing one.</param>
    private static bool TryNext(
        ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from, out int end, out int next, out bool isLast)
    {
        end = next = 0;
        isLast = false;
        for (var at = from; ; at++)
        {
            var found = body[at..].IndexOf(delimiter);
            if (found < 0) return false;
            at += found;
            if (at > 0 && body[at - 1] != (byte)'\n') continue;
            var rest = body[(at + delimiter.Length)..];
            isLast = rest.StartsWith("--"u8);
            if (isLast) rest = rest[2..];
            var line = rest.IndexOf((byte)'\n');
            var padding = line < 0 ? rest : rest[..line];
            // A longer word only begins like the boundary.
            if (padding.IndexOfAnyExcept(" \t\r"u8) >= 0 || (line < 0 && !isLast)) continue;
            end = Math.Max(from, at - (at > 1 && body[at - 2] == (byte)'\r' ? 2 : 1));
            next = body.Length - rest.Length + line + 1;
            return true;
        }
    }

    private static bool TryReadPart(ReadOnlyMemory<byte> bytes, MimeLimits limits, [NotNullWhen(true)] out BodyPart? part)
    {
        part = null;
        Span<HeaderLine> lines = stackalloc HeaderLine[Math.Clamp(limits.MaxPartHeaders, 1, 64)];
        var head = bytes.Span[..Math.Min(bytes.Length, limits.MaxPartHeaderBytes)];
        var indexer = new HeaderIndexer(head, 0, lines);
        indexer.Run();
        if (indexer.Problem is not null) return false;
        var fields = new HeaderField[indexer.Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = HeaderField.Received(bytes, lines[i]);
        part = new(new SipHeaders(fields, fields.Length), bytes[indexer.BodyStart..]);
        return true;
    }

    private static bool IsBoundary(string text) =>
        text.Length is > 0 and <= LongestBoundary && text[^1] != ' '
        && text.All(c => char.IsAsciiLetterOrDigit(c) || BoundarySigns.Contains(c, StringComparison.Ordinal));
}
