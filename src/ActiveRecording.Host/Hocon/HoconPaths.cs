namespace ActiveRecording.Host.Hocon;

/// <summary>Reads and writes paths: <c>a.b."c.d"</c>.</summary>
internal static class HoconPaths
{
    /// <summary>A path of 1 to 32 elements; the cursor ends behind its last character.</summary>
    public static List<string> Read(HoconCursor cursor)
    {
        var path = new List<string>();
        while (true)
        {
            path.Add(ReadElement(cursor));
            if (path.Count > HoconLimits.PathElements)
                throw cursor.Error($"a path has at most {HoconLimits.PathElements} elements");
            if (cursor.Current != '.') return path;
            cursor.Advance();
        }
    }

    /// <summary>The path as it would stand in a file.</summary>
    public static string Show(IEnumerable<string> path) => string.Join('.', path.Select(
        element => element.Length > 0 && element.All(c => c != '.' && HoconStrings.IsUnquoted(c)) ? element : $"\"{element}\""));

    private static string ReadElement(HoconCursor cursor)
    {
        var at = cursor.At;
        if (cursor.Current == '"') return HoconStrings.ReadQuoted(cursor);
        var element = cursor.TakeWhile(static c => c != '.' && HoconStrings.IsUnquoted(c));
        return element.Length > 0
            ? element
            : throw new HoconException(
                at, $"a key is expected here, found {cursor.Shown}; other characters than letters, digits, '-' and '_' go in quotes");
    }
}
