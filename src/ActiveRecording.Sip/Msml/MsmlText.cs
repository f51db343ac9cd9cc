using System.Text;

namespace ActiveRecording.Sip.Msml;

/// <summary>Indented XML text, one element per line, that needs no namespace for a prefix.</summary>
internal sealed class MsmlText
{
    private const char Replacement = '\uFFFD';
    private readonly StringBuilder text = new();
    private int depth;

    public MsmlText Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes).Append(">\r\n");
        depth++;
        return this;
    }

    public MsmlText Close(string name)
    {
        depth--;
        text.Append(' ', depth).Append("</").Append(name).Append(">\r\n");
        return this;
    }

    public MsmlText Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes).Append("/>\r\n");
        return this;
    }

    public MsmlText Text(string name, string content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Escape(content, Tag(name, attributes).Append('>')).Append("</").Append(name).Append(">\r\n");
        return this;
    }

    public override string ToString() => text.ToString();

    private StringBuilder Tag(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        text.Append(' ', depth).Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null) Escape(value, text.Append(' ').Append(attribute).Append("=\"")).Append('"');
        }

        return text;
    }

    /// <summary>White space that a reader would change is escaped; what XML cannot hold becomes U+FFFD.</summary>
    private static StringBuilder Escape(string content, StringBuilder output)
    {
        for (var i = 0; i < content.Length; i++)
        {
            var character = content[i];
            if (char.IsHighSurrogate(character) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
            {
                output.Append(character).Append(content[++i]);
                continue;
            }

            _ = character switch
            {
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '&' => output.Append("&amp;"),
                '"' => output.Append("&quot;"),
                '\t' => output.Append("&#9;"),
                '\n' => output.Append("&#10;"),
                '\r' => output.Append("&#13;"),
                < ' ' or '\uFFFE' or '\uFFFF' => output.Append(Replacement),
                _ => output.Append(char.IsSurrogate(character) ? Replacement : character),
            };
        }

        return output;
    }
}
