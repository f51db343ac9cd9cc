using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActiveRecording.Sdp;

/// <summary>
/// Reads a description liberally: any order of session lines, LF alone, missing <c>s=</c> and <c>t=</c>; strictly: a
/// version 0, an origin, ports in range.
/// </summary>
internal static class SdpReader
{
    internal static bool TryRead(string? text, [NotNullWhen(true)] out SessionDescription? description)
    {
        description = null;
        if (text is null || text.Length > SdpLimits.Bytes) return false;
        if (!TrySplit(text, out var lines) || lines[0] != new SdpLine('v', "0")) return false;

        var firstMedia = lines.FindIndex(l => l.Type == 'm');
        var sessionEnd = firstMedia < 0 ? lines.Count : firstMedia;
        if (!TryReadSession(lines[1..sessionEnd], out var session)) return false;
        if (!TryReadMedia(lines[sessionEnd..], out var media)) return false;
        description = session with { Media = media };
        return true;
    }

    private static bool TrySplit(string text, out List<SdpLine> lines)
    {
        lines = [];
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd('\r');
            if (line.IsEmpty) continue;
            if (line.Length < 2 || line[1] != '=' || !char.IsAsciiLetterLower(line[0])) return false;
            if (line.ContainsAny('\r', '\0') || lines.Count == SdpLimits.Lines) return false;
            lines.Add(new SdpLine(line[0], SdpWords.Of(line[2..])));
        }
        return lines.Count > 0;
    }

    private static bool TryReadSession(List<SdpLine> lines, out SessionDescription session)
    {
        var name = "-";
        Origin? origin = null;
        ConnectionAddress? connection = null;
        var attributes = new List<SdpAttribute>();
        var others = new List<SdpLine>();
        session = new SessionDescription(default, []);
        foreach (var line in lines)
        {
            switch (line.Type)
            {
                case 'o' when origin is null && Origin.TryParse(line.Value, out var o): origin = o; break;
                case 'c' when connection is null && ConnectionAddress.TryParse(line.Value, out var c): connection = c; break;
                case 'o' or 'c' or 'v': return false;
                case 's': name = line.Value; break;
                case 'a': attributes.Add(SdpAttribute.Parse(line.Value)); break;
                default: others.Add(line); break;
            }
        }
        if (origin is not { } found) return false;
        session = new SessionDescription(found, [])
        {
            Name = name,
            Connection = connection == found.Address ? found.Address : connection,
            Attributes = [.. attributes],
            Lines = [.. others],
        };
        return true;
    }

    private static bool TryReadMedia(List<SdpLine> lines, out List<MediaDescription> media)
    {
        media = [];
        for (var start = 0; start < lines.Count;)
        {
            var end = lines.FindIndex(start + 1, l => l.Type == 'm');
            if (end < 0) end = lines.Count;
            if (media.Count == SdpLimits.Media || !TryReadOne(lines[start..end], out var one)) return false;
            media.Add(one);
            start = end;
        }
        return true;
    }

    private static bool TryReadOne(List<SdpLine> lines, out MediaDescription media)
    {
        if (!TryReadMediaLine(lines[0].Value, out media)) return false;
        ConnectionAddress? connection = null;
        var attributes = new List<SdpAttribute>();
        var others = new List<SdpLine>();
        foreach (var line in lines.Skip(1))
        {
            switch (line.Type)
            {
                // More than one c= per medium is allowed for layered multicast only; the first is kept.
                case 'c' when ConnectionAddress.TryParse(line.Value, out var c): connection ??= c; break;
                case 'c' or 'v' or 'o' or 's' or 't': return false;
                case 'a': attributes.Add(SdpAttribute.Parse(line.Value)); break;
                default: others.Add(line); break;
            }
        }
        media = media with { Connection = connection, Attributes = [.. attributes], Lines = [.. others] };
        return true;
    }

    private static bool TryReadMediaLine(string value, out MediaDescription media)
    {
        media = new MediaDescription("", 0, "", []);
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 4 or > 3 + SdpLimits.Formats) return false;
        var ports = parts[1].Split('/');
        var count = 1;
        if (ports.Length > 2 || !MediaDescription.TryPort(ports[0], out var port)) return false;
        if (ports.Length == 2 && !TryCount(ports[1], out count)) return false;
        media = new MediaDescription(SdpWords.Of(parts[0]), port, SdpWords.Of(parts[2]), [.. parts[3..].Select(part => SdpWords.Of(part))])
        {
            PortCount = count,
        };
        return true;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
