using System.Buffers;

namespace ActiveRecording.Archive.Files;

/// <summary>Makes a file name out of a text that came from the network.</summary>
public static class SafeFileName
{
    /// <summary>
    /// The longest name, without extension; leaves room for a collision's number and extensions.
    /// </summary>
    public const int MaxLength = 200;

    /// <summary>
    /// Besides control characters; the union of what Linux, macOS and Windows refuse, and the shell's traps.
    /// </summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("/\\:*?\"<>|%&;$`'~!{}[]()#= \t");

    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>
    /// A name of 1 to <see cref="MaxLength"/> characters without separators, control characters, leading dots
    /// or trailing ones, and none that a system reserves; unsafe characters become <c>_</c>.
    /// </summary>
    /// <param name="text">What was asked for.</param>
    /// <param name="otherwise">A safe name in case nothing is left of it.</param>
    public static string From(string? text, string otherwise)
    {
        var kept = new string([.. (text ?? "").Take(MaxLength).Select(Safe)]).Trim('.', '_', '-');
        if (kept.Length == 0) return otherwise;
        var stem = kept.Split('.')[0];
        return IsReserved(stem) ? $"_{kept}"[..Math.Min(kept.Length + 1, MaxLength)] : kept;
    }

    private static char Safe(char character) =>
        char.IsAsciiLetterOrDigit(character)
        || (char.IsAscii(character) && !char.IsControl(character) && !Unsafe.Contains(character))
            ? character
            : '_';

    private static bool IsReserved(string stem) =>
        Reserved.Contains(stem, StringComparer.OrdinalIgnoreCase)
        || (stem.Length == 4 && char.IsAsciiDigit(stem[3])
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
                || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
}
