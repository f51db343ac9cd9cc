using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// Every tag, branch and Call-ID of a call, derived from its CallUUID and one secret drawn with it: deciding needs no
/// chance, and a request repeated after a crash carries the identifiers it had. Tags name the call and the leg, so that
/// an in-dialog request finds both on any node: <c>01AE…EP.a.8F2K0Q7ZPD3M</c>.
/// </summary>
/// <param name="CallUuid">32 characters <c>0-9A-Z</c>.</param>
/// <param name="Secret">Unknown to the parties, so that none can guess what another's dialog is called.</param>
public readonly record struct CallTokens(string CallUuid, string Secret)
{
    /// <summary>Characters of a CallUUID.</summary>
    public const int CallUuidLength = 32;

    private const int Length = 16;
    private const string Letters = "abmn";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly SearchValues<char> AnyDigit = SearchValues.Create(Digits);

    /// <summary>Our tag in a leg's dialog (RFC 3261 §19.3).</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="generation">0 for its first dialog, higher for each that replaces it.</param>
    public string Tag(LegId leg, int generation = 0) => $"{CallUuid}.{Letters[(int)leg]}.{Derive($"tag {Name(leg, generation)}")}";

    /// <summary>The Call-ID of a leg that we invite.</summary>
    public string CallId(LegId leg, int generation = 0) =>
        Derive($"call-id {Name(leg, generation)}") + Derive($"call-id 2 {Name(leg, generation)}");

    /// <summary>Any number, for the pause after a 491 to an INVITE.</summary>
    public ulong Chance(LegId leg, uint number) => BinaryPrimitives.ReadUInt64BigEndian(
        Hash(string.Create(CultureInfo.InvariantCulture, $"pause {leg} {number}")));

    /// <summary>The branch of a request (RFC 3261 §8.1.1.7): the same for the same request.</summary>
    public string Branch(LegId leg, int generation, SipMethod method, uint number) => Via.MagicCookie
        + Derive(string.Create(CultureInfo.InvariantCulture, $"branch {Name(leg, generation)} {method} {number}"));

    /// <summary>Whether a text can be a CallUUID.</summary>
    public static bool IsCallUuid(string text) => text.Length == CallUuidLength && !text.AsSpan().ContainsAnyExcept(AnyDigit);

    /// <summary>Reads a tag of ours; false for anybody else's.</summary>
    public static bool TryRead(string? tag, out string callUuid, out LegId leg)
    {
        (callUuid, leg) = ("", default);
        if (tag is null || tag.Length != CallUuidLength + 3 + Length) return false;
        if (tag[CallUuidLength] != '.' || tag[CallUuidLength + 2] != '.') return false;
        var letter = Letters.IndexOf(tag[CallUuidLength + 1], StringComparison.Ordinal);
        if (letter < 0 || tag.AsSpan(0, CallUuidLength).ContainsAnyExcept(AnyDigit)) return false;
        (callUuid, leg) = (tag[..CallUuidLength], (LegId)letter);
        return true;
    }

    private static string Name(LegId leg, int generation) =>
        generation == 0 ? $"{leg}" : string.Create(CultureInfo.InvariantCulture, $"{leg} {generation}");

    private byte[] Hash(string purpose) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{CallUuid} {purpose}"));

    private string Derive(string purpose)
    {
        return string.Create(Length, Hash(purpose), static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Digits[bytes[i] % Digits.Length];
        });
    }
}
