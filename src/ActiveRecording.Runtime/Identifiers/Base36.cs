namespace ActiveRecording.Runtime.Identifiers;

/// <summary>Tokens of <c>0-9A-Z</c> out of random bytes, every character equally likely.</summary>
internal static class Base36
{
    /// <summary>The longest token, in characters (330 bits).</summary>
    public const int LongestToken = 64;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Bytes from here on are drawn again: 252 is the largest multiple of 36 in a byte.</summary>
    private const int Unbiased = 252;

    public static string Token(int length, Func<byte> nextByte)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestToken);
        return string.Create(length, nextByte, static (token, next) =>
        {
            for (var i = 0; i < token.Length;)
            {
                var drawn = next();
                if (drawn < Unbiased) token[i++] = Alphabet[drawn % Alphabet.Length];
            }
        });
    }
}
