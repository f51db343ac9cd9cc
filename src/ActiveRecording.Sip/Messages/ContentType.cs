using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>Media type of a body (RFC 3261 §20.15), compared without regard to case.</summary>
/// <param name="MediaType">Lower case, for example <c>application/sdp</c>.</param>
/// <param name="Parameters">charset, boundary and others.</param>
public sealed record ContentType(string MediaType, SipParameters Parameters)
{
    /// <summary>RFC 8866.</summary>
    public const string Sdp = "application/sdp";

    /// <summary>A media type without parameters.</summary>
    public ContentType(string mediaType)
        : this(mediaType, SipParameters.Empty)
    {
    }

    /// <summary>Several parts in one body (RFC 2046 §5.1).</summary>
    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is that media type, parameters aside.</summary>
    public bool Is(string mediaType) => string.Equals(MediaType, mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>type/subtype;name=value</c>.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out ContentType? type)
    {
        type = null;
        text = SipGrammar.Trim(text);
        var span = text.Span;
        var typeLength = SipGrammar.TokenLength(span);
        var rest = SipGrammar.TrimStart(span[typeLength..]);
        if (typeLength == 0 || rest.IsEmpty || rest[0] != (byte)'/') return false;
        rest = SipGrammar.TrimStart(rest[1..]);
        var subtypeLength = SipGrammar.TokenLength(rest);
        if (subtypeLength == 0) return false;
        var after = SipGrammar.Trim(text[(text.Length - rest.Length + subtypeLength)..]);
        if (!SipParameters.TryParse(after, inUri: false, out var parameters)) return false;
        type = new(Name(span[..typeLength], rest[..subtypeLength]), parameters);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => MediaType + Parameters;

    private static string Name(ReadOnlySpan<byte> type, ReadOnlySpan<byte> subtype) =>
        SipGrammar.Same(type, "application"u8) && SipGrammar.Same(subtype, "sdp"u8)
            ? Sdp
            : $"{Encoding.ASCII.GetString(type)}/{Encoding.ASCII.GetString(subtype)}".ToLowerInvariant();
}
