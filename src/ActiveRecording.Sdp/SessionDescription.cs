using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ActiveRecording.Sdp;

/// <summary>
/// A session description (RFC 8866), immutable. What is not understood is kept, in order; a description in canonical
/// order is written back byte for byte.
/// </summary>
/// <param name="Origin">Who made it.</param>
/// <param name="Media">Its media descriptions; offer and answer match them by position (RFC 3264 §6).</param>
public sealed record SessionDescription(Origin Origin, IReadOnlyList<MediaDescription> Media)
{
    /// <summary>The media type of a body that carries one.</summary>
    public const string ContentType = "application/sdp";

    private static readonly SdpLine[] Timeless = [new('t', "0 0")];

    /// <summary>Its media descriptions; offer and answer match them by position (RFC 3264 §6).</summary>
    public IReadOnlyList<MediaDescription> Media { get; init => field = KeptList.Of(value); } = KeptList.Of(Media);

    /// <summary>The <c>s=</c> line; <c>-</c> when there is no name.</summary>
    public string Name { get; init; } = "-";

    /// <summary>The <c>c=</c> line that holds for media without their own.</summary>
    public ConnectionAddress? Connection { get; init; }

    /// <summary>All other session lines: <c>i= u= e= p= b= t= r= z= k=</c> and unknown ones.</summary>
    public IReadOnlyList<SdpLine> Lines
    {
        get;
        init => field = value is [var only] && only == Timeless[0] ? Timeless : KeptList.Of(value);
    }
    = Timeless;

    /// <summary>Session-level <c>a=</c> lines in order.</summary>
    public IReadOnlyList<SdpAttribute> Attributes { get; init => field = KeptList.Of(value); } = [];

    /// <summary>A description of these media at one address.</summary>
    public static SessionDescription Create(
        Origin origin, ConnectionAddress address, params IReadOnlyList<MediaDescription> media) =>
        new(origin, media) { Connection = address };

    /// <summary>Reads a body; false, without throwing, for what is no description or beyond <see cref="SdpLimits"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? description)
    {
        description = null;
        return body.Length <= SdpLimits.Bytes && TryParse(Encoding.UTF8.GetString(body), out description);
    }

    /// <summary>Reads text; line ends may be CRLF or LF.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SessionDescription? description) =>
        SdpReader.TryRead(text, out description);

    /// <summary>Where a stream's media goes; null if nothing says so.</summary>
    public ConnectionAddress? ConnectionOf(MediaDescription media) => media.Connection ?? Connection;

    /// <summary>A stream's direction: its own, else the session's, else sendrecv.</summary>
    public Direction DirectionOf(MediaDescription media)
    {
        if (media.Direction is { } own) return own;
        foreach (var attribute in Attributes)
            if (attribute.Value is null && Directions.TryParse(attribute.Name, out var direction)) return direction;
        return Direction.SendRecv;
    }

    /// <summary>The first stream of a kind that is not refused.</summary>
    public MediaDescription? FirstActive(string kind) => Media.FirstOrDefault(m => m.IsActive && m.Kind == kind);

    /// <inheritdoc/>
    public bool Equals(SessionDescription? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The body, with CRLF.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"v=0\r\no={Origin}\r\ns={Name}\r\n");
        foreach (var line in Lines.Where(IsBeforeConnection)) text.Append(CultureInfo.InvariantCulture, $"{line}\r\n");
        if (Connection is { } connection) text.Append(CultureInfo.InvariantCulture, $"c={connection}\r\n");
        foreach (var line in Lines.Where(l => !IsBeforeConnection(l))) text.Append(CultureInfo.InvariantCulture, $"{line}\r\n");
        foreach (var attribute in Attributes) text.Append(CultureInfo.InvariantCulture, $"a={attribute}\r\n");
        foreach (var media in Media) media.AppendTo(text);
        return text.ToString();
    }

    /// <summary>The body as bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    private static bool IsBeforeConnection(SdpLine line) => line.Type is 'i' or 'u' or 'e' or 'p';
}
