using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveRecording.Sip.Digest;

/// <summary>
/// A nonce that carries its own proof: 8 bytes of issue time, 8 of chance, 16 of HMAC-SHA-256 over both and the realm,
/// so that any node with the key can check it.
/// <code>
/// | milliseconds since 1970 (8) | chance (8) | mac (16) |   in hexadecimal digits
/// </code>
/// </summary>
internal static class DigestNonce
{
    private const int BodyBytes = 16;
    private const int MacBytes = 16;

    public static string Issue(ReadOnlySpan<byte> key, string realm, DateTimeOffset now, ulong chance)
    {
        Span<byte> nonce = stackalloc byte[BodyBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, now.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt64BigEndian(nonce[8..], chance);
        Sign(key, realm, nonce[..BodyBytes], nonce[BodyBytes..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>Whether we issued it, and when.</summary>
    public static bool TryRead(ReadOnlySpan<byte> key, string realm, string text, out DateTimeOffset issued)
    {
        issued = default;
        if (text.Length != 2 * (BodyBytes + MacBytes)) return false;
        Span<byte> nonce = stackalloc byte[BodyBytes + MacBytes];
        if (Convert.FromHexString(text, nonce, out _, out _) != OperationStatus.Done) return false;
        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(key, realm, nonce[..BodyBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, nonce[BodyBytes..])) return false;
        issued = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(nonce));
        return true;
    }

    private static void Sign(ReadOnlySpan<byte> key, string realm, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        byte[] signed = [.. body, .. Encoding.UTF8.GetBytes(realm)];
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
