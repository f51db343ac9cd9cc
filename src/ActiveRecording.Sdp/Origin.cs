using System.Globalization;

namespace ActiveRecording.Sdp;

/// <summary>The <c>o=</c> line: who made the description, and which edition it is (RFC 8866 §5.2).</summary>
/// <param name="User"><c>-</c> if there is none.</param>
/// <param name="SessionId">Digits; the same for every edition.</param>
/// <param name="Version">Goes up by one with each change (RFC 3264 §8).</param>
/// <param name="Address">The host that made it.</param>
public readonly record struct Origin(string User, string SessionId, ulong Version, ConnectionAddress Address)
{
    /// <summary>An origin without a user name.</summary>
    public static Origin Create(ulong sessionId, ulong version, ConnectionAddress address) =>
        new("-", RecentStrings.Of(sessionId.ToString(CultureInfo.InvariantCulture)), version, address);

    /// <summary>The next edition.</summary>
    public Origin Next() => this with { Version = Version == ulong.MaxValue ? 0 : Version + 1 };

    /// <summary>Reads the value of an <c>o=</c> line.</summary>
    public static bool TryParse(string value, out Origin origin)
    {
        origin = default;
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 6) return false;
        if (!ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        origin = new Origin(SdpWords.Of(parts[0]), RecentStrings.Of(parts[1]), version, ConnectionAddress.Of(parts[3], parts[4], parts[5]));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{User} {SessionId} {Version} {Address}");
}
