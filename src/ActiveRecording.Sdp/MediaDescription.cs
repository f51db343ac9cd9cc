using System.Globalization;
using System.Text;

namespace ActiveRecording.Sdp;

/// <summary>
/// An <c>m=</c> line and what belongs to it (RFC 8866 §5.14). Lines and attributes keep their order and what is not
/// understood; typed views are read from them.
/// </summary>
/// <param name="Kind"><c>audio</c>, <c>video</c>, …</param>
/// <param name="Port">0 to 65535; 0 is a refused or closed stream.</param>
/// <param name="Protocol"><c>RTP/AVP</c>, <c>RTP/SAVP</c>, …</param>
/// <param name="Formats">As written: payload types for RTP.</param>
public sealed record MediaDescription(string Kind, int Port, string Protocol, IReadOnlyList<string> Formats)
{
    /// <summary>As written: payload types for RTP.</summary>
    public IReadOnlyList<string> Formats { get; init => field = KeptList.Of(value); } = KeptList.Of(Formats);

    /// <summary>Ports asked for with <c>m=audio 49170/2</c>; 1 unless written.</summary>
    public int PortCount { get; init; } = 1;

    /// <summary>Its own <c>c=</c> line; else the session's holds.</summary>
    public ConnectionAddress? Connection { get; init; }

    /// <summary><c>i=</c>, <c>b=</c>, <c>k=</c> and unknown lines.</summary>
    public IReadOnlyList<SdpLine> Lines { get; init => field = KeptList.Of(value); } = [];

    /// <summary><c>a=</c> lines in order.</summary>
    public IReadOnlyList<SdpAttribute> Attributes { get; init => field = KeptList.Of(value); } = [];

    /// <summary>The stream is offered or accepted.</summary>
    public bool IsActive => Port != 0;

    /// <summary>Whether it is carried by RTP, so that formats are payload types.</summary>
    public bool IsRtp => Protocol.Contains("RTP/", StringComparison.Ordinal);

    /// <summary>Its own direction attribute; null leaves it to the session's.</summary>
    public Direction? Direction
    {
        get
        {
            foreach (var attribute in Attributes)
                if (attribute.Value is null && Directions.TryParse(attribute.Name, out var direction)) return direction;
            return null;
        }
    }

    /// <summary>The codecs with their numbers, in order of preference; formats without a known codec are left out.</summary>
    public IReadOnlyList<PayloadFormat> Payloads => [.. ReadPayloads()];

    /// <summary>Milliseconds per packet wanted (RFC 8866 §6.4).</summary>
    public int? Ptime => Number("ptime");

    /// <summary>The RTCP port (RFC 3605); null means the RTP port plus one.</summary>
    public int? RtcpPort => Value("rtcp") is { } value && TryPort(value.Split(' ')[0], out var port) ? port : null;

    /// <summary>The stream's name (RFC 4574).</summary>
    public string? Label => Value("label");

    /// <summary>The first synchronization source announced (RFC 5576 §4.1).</summary>
    public uint? Ssrc => Value("ssrc") is { } value
        && uint.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ssrc) ? ssrc : null;

    /// <summary>An RTP/AVP stream of these codecs.</summary>
    /// <param name="rtcpPort">Written as <c>a=rtcp</c> unless it is the port plus one.</param>
    public static MediaDescription Create(
        string kind, int port, IReadOnlyList<PayloadFormat> payloads, Direction? direction = null, int? rtcpPort = null)
    {
        var media = new MediaDescription(kind, port, "RTP/AVP", []).WithPayloads(payloads).WithRtcpPort(rtcpPort);
        return direction is { } wanted ? media.WithDirection(wanted) : media;
    }

    /// <summary>The value of the first attribute of that name; null if there is none or it is a property.</summary>
    public string? Value(string attribute)
    {
        foreach (var candidate in Attributes)
            if (candidate.Name == attribute) return candidate.Value;
        return null;
    }

    /// <summary>The same with this direction written out.</summary>
    public MediaDescription WithDirection(Direction direction) => this with
    {
        Attributes =
        [
            .. Attributes.Where(a => a.Value is not null || !Directions.TryParse(a.Name, out _)),
            new(direction.ToAttribute()),
        ],
    };

    /// <summary>The same with only these codecs, in this order, other attributes untouched.</summary>
    public MediaDescription WithPayloads(IReadOnlyList<PayloadFormat> payloads) => this with
    {
        Formats = [.. payloads.Select(p => SdpWords.Of(p.Type.ToString(CultureInfo.InvariantCulture)))],
        Attributes =
        [
            .. payloads.Select(p => new SdpAttribute("rtpmap", Numbered(p.Type, $"{p.Codec}"))),
            .. payloads.Where(p => p.Parameters is not null)
                .Select(p => new SdpAttribute("fmtp", Numbered(p.Type, p.Parameters!))),
            .. Attributes.Where(a => a.Name is not ("rtpmap" or "fmtp") && !IsFeedbackOfMissing(a, payloads)),
        ],
    };

    /// <summary>The same on another RTP port; its RTCP port is set or, if null, the port plus one.</summary>
    public MediaDescription WithPort(int port, int? rtcpPort = null) =>
        (this with { Port = port, PortCount = 1 }).WithRtcpPort(rtcpPort);

    /// <summary>Refused: port 0, formats kept (RFC 3264 §6).</summary>
    public MediaDescription Refused() =>
        this with { Port = 0, PortCount = 1, Attributes = [], Lines = [], Connection = null };

    /// <inheritdoc/>
    public bool Equals(MediaDescription? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The lines with CRLF.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }

    internal void AppendTo(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"m={Kind} {Port}");
        if (PortCount != 1) text.Append(CultureInfo.InvariantCulture, $"/{PortCount}");
        text.Append(CultureInfo.InvariantCulture, $" {Protocol}");
        foreach (var format in Formats) text.Append(' ').Append(format);
        text.Append("\r\n");
        foreach (var line in Lines.Where(l => l.Type == 'i')) text.Append(CultureInfo.InvariantCulture, $"{line}\r\n");
        if (Connection is { } connection) text.Append(CultureInfo.InvariantCulture, $"c={connection}\r\n");
        foreach (var line in Lines.Where(l => l.Type != 'i')) text.Append(CultureInfo.InvariantCulture, $"{line}\r\n");
        foreach (var attribute in Attributes) text.Append(CultureInfo.InvariantCulture, $"a={attribute}\r\n");
    }

    internal static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65_535;

    private static bool IsFeedbackOfMissing(SdpAttribute attribute, IReadOnlyList<PayloadFormat> payloads) =>
        attribute is { Name: "rtcp-fb", Value: { } value } && !value.StartsWith('*')
        && !payloads.Any(p => value.StartsWith(Numbered(p.Type, ""), StringComparison.Ordinal));

    private static string Numbered(int payloadType, string value) =>
        SdpWords.Of(string.Create(CultureInfo.InvariantCulture, $"{payloadType} {value}"));

    private MediaDescription WithRtcpPort(int? rtcpPort)
    {
        var others = Attributes.Where(a => a.Name != "rtcp");
        return this with
        {
            Attributes = rtcpPort is { } port && port != Port + 1
                ? [.. others, new("rtcp", port.ToString(CultureInfo.InvariantCulture))]
                : [.. others],
        };
    }

    private int? Number(string attribute) =>
        int.TryParse(Value(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private IEnumerable<PayloadFormat> ReadPayloads()
    {
        if (!IsRtp) yield break;
        foreach (var format in Formats)
        {
            if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 127) continue;
            var mapped = ForPayload("rtpmap", format);
            if (mapped is null ? CodecName.TryGetStatic(type, out var codec) : CodecName.TryParse(mapped, out codec))
                yield return new PayloadFormat(type, codec, ForPayload("fmtp", format));
        }
    }

    private string? ForPayload(string attribute, string format)
    {
        foreach (var candidate in Attributes)
        {
            if (candidate.Name != attribute || candidate.Value is not { } value) continue;
            var space = value.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && value.AsSpan(0, space).SequenceEqual(format)) return value[(space + 1)..].Trim();
        }
        return null;
    }
}
