using System.Globalization;

namespace ActiveRecording.Sip.Messages;

/// <summary>Instants as our header fields and URI parameters carry them: <c>2026-11-20T09:41:00.540Z</c> (RFC 3339).</summary>
public static class UtcInstant
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>In UTC, cut to the millisecond.</summary>
    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads any ISO 8601 instant; without an offset it is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
