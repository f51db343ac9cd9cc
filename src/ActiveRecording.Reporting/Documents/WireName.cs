using System.Text;

namespace ActiveRecording.Reporting.Documents;

/// <summary>Enumerations as people outside read them.</summary>
public static class WireName
{
    /// <summary>Lower case with hyphens: <c>PeerVanished</c> is <c>peer-vanished</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
