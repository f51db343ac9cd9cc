namespace ActiveRecording.Host.Hocon;

/// <summary>Reads a file's characters in order and knows where it is.</summary>
internal sealed class HoconCursor(string text, string file)
{
    private int index = text.StartsWith('\uFEFF') ? 1 : 0;
    private int line = 1;
    private int column = 1;

    public bool AtEnd => index >= text.Length;

    /// <summary>The character here; NUL at the end (ask <see cref="AtEnd"/> to tell it from a NUL in the file).</summary>
    public char Current => AtEnd ? '\0' : text[index];

    public HoconPosition At => new(file, line, column);

    /// <summary>The end, a line's end, or the beginning of a comment.</summary>
    public bool AtLineEnd => AtEnd || Current is '\n' or '#' || StartsWith("//");

    public static bool IsBlank(char character) => character != '\n' && (char.IsWhiteSpace(character) || character == '\uFEFF');

    public bool StartsWith(string word) => string.CompareOrdinal(text, index, word, 0, word.Length) == 0;

    public void Advance(int count = 1)
    {
        for (; count > 0 && !AtEnd; count--)
        {
            if (text[index++] == '\n') (line, column) = (line + 1, 1);
            else column++;
        }
    }

    /// <summary>Passes white space within a line and returns it.</summary>
    public string SkipBlanks()
    {
        var start = index;
        while (!AtEnd && IsBlank(Current)) Advance();
        return text[start..index];
    }

    /// <summary>Passes white space, line ends and comments.</summary>
    public void SkipSpace()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current) || Current == '\uFEFF') Advance();
            else if (AtLineEnd) SkipLine();
            else return;
        }
    }

    /// <summary>Reads while <paramref name="wanted"/> holds and no comment begins.</summary>
    public string TakeWhile(Func<char, bool> wanted)
    {
        var start = index;
        while (!AtLineEnd && wanted(Current)) Advance();
        return text[start..index];
    }

    /// <summary>Everything up to <paramref name="end"/>, which is passed; null when it never comes.</summary>
    public string? TakeUntil(string end)
    {
        var stop = text.IndexOf(end, index, StringComparison.Ordinal);
        if (stop < 0) return null;
        var taken = text[index..stop];
        Advance(taken.Length + end.Length);
        return taken;
    }

    public HoconException Error(string problem) => new(At, problem);

    /// <summary>The character here as a message shows it.</summary>
    public string Shown => AtEnd ? "the end of the file" : Current == '\n' ? "the end of the line" : $"'{Current}'";

    private void SkipLine()
    {
        while (!AtEnd && Current != '\n') Advance();
    }
}
