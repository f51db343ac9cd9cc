using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActiveRecording.Runtime.Identifiers;

/// <summary>
/// Identifiers of the operating system's cryptographic generator: a tag, a branch or a Call-ID cannot be guessed
/// (RFC 3261 §19.3, §26.3.2).
/// </summary>
public sealed class RandomIdentifiers : IIdentifiers
{
    /// <inheritdoc/>
    public ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <inheritdoc/>
    public string NextToken(int length)
    {
        var pool = RandomNumberGenerator.GetBytes(2 * Base36.LongestToken);
        var used = 0;
        return Base36.Token(length, () =>
        {
            if (used == pool.Length)
            {
                RandomNumberGenerator.Fill(pool);
                used = 0;
            }

            return pool[used++];
        });
    }
}
