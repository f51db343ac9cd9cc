using System.Text;

namespace ActiveRecording.Sdp;

/// <summary>
/// What <see cref="RecentStrings"/> is for strings, for the texts of descriptions in UTF-8: what one role describes,
/// another keeps as its peer's.
/// </summary>
internal static class RecentTexts
{
    private const int Places = 1_024;
    private static readonly byte[]?[] Table = new byte[Places][];

    /// <summary>The text in UTF-8: an array seen lately, else a new one. Nobody may write to it.</summary>
    public static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ref var place = ref Table[(uint)string.GetHashCode(text, StringComparison.Ordinal) % Places];
        var known = Volatile.Read(ref place);
        if (known is not null && known.AsSpan().SequenceEqual(bytes)) return known;
        Volatile.Write(ref place, bytes);
        return bytes;
    }
}
