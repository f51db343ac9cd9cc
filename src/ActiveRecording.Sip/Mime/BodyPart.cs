using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Mime;

/// <summary>One part of a multipart body (RFC 2046 §5.1, RFC 5621): what it is and its bytes, encodings left as they are.</summary>
/// <param name="Headers">Content-Type, Content-Disposition, Content-ID and others, as received.</param>
/// <param name="Content">The bytes.</param>
public sealed record BodyPart(SipHeaders Headers, ReadOnlyMemory<byte> Content)
{
    private const string PlainText = "text/plain";

    /// <summary>A part of that media type.</summary>
    public BodyPart(string contentType, ReadOnlyMemory<byte> content)
        : this(new SipHeaders(), content) => Headers.Add(HeaderNames.ContentType, contentType);

    /// <summary>Its media type; <c>text/plain</c> if it does not say (RFC 2046 §5.1).</summary>
    public ContentType ContentType =>
        Headers.First(HeaderNames.ContentType) is { } text && ContentType.TryParse(Encoding.UTF8.GetBytes(text), out var type)
            ? type
            : new(PlainText);
}
