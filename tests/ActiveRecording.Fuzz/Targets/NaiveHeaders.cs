using System.Text;
using System.Text.RegularExpressions;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>The header fields of a SIP message read the slow and simple way (RFC 3261 §7.3.1), to compare with.</summary>
internal static partial class NaiveHeaders
{
    private static readonly char[] Space = [' ', '\t', '\r', '\n'];

    /// <summary>The values in order, unfolded, without the white space around them.</summary>
    public static IEnumerable<string> Of(byte[] message)
    {
        var text = Encoding.Latin1.GetString(message).TrimStart('\r', '\n');
        var end = EmptyLine().Match(text);
        var lines = Folding().Replace(text[..end.Index], " ").Split('\n');
        return lines.Skip(1).Select(line => Value(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    }

    private static string Value(string written) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(written.Trim(Space)));

    [GeneratedRegex(@"\n\r?\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"(?:[ \t\r]*\n[ \t]+)+")]
    private static partial Regex Folding();
}
