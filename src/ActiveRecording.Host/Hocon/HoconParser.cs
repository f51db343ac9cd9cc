namespace ActiveRecording.Host.Hocon;

/// <summary>
/// HOCON by recursive descent: comments, three kinds of strings, paths, <c>=</c> <c>:</c> <c>+=</c> and <c>{</c>,
/// objects, lists, concatenation, substitutions, includes. Left out of HOCON: <c>null</c>, includes by URL or class
/// path, spaces in unquoted keys.
/// </summary>
internal sealed class HoconParser
{
    private readonly HoconCursor cursor;
    private readonly Func<string, HoconPosition, HoconFields> include;

    private HoconParser(HoconCursor cursor, Func<string, HoconPosition, HoconFields> include) =>
        (this.cursor, this.include) = (cursor, include);

    /// <summary>Reads a whole file.</summary>
    /// <param name="text">Its characters.</param>
    /// <param name="file">Its name in positions.</param>
    /// <param name="include">Reads the file that an include names.</param>
    /// <exception cref="HoconException">It is not HOCON as above, or goes beyond a limit.</exception>
    public static HoconFields Parse(string text, string file, Func<string, HoconPosition, HoconFields> include)
    {
        if (text.Length > HoconLimits.FileCharacters)
            throw new HoconException(
                new HoconPosition(file, 1, 1), $"the file has more than {HoconLimits.FileCharacters} characters");
        return new HoconParser(new HoconCursor(text, file), include).ReadFile();
    }

    private HoconFields ReadFile()
    {
        cursor.SkipSpace();
        var braces = cursor.Current == '{';
        var fields = braces ? ReadObject(1) : ReadFields(0);
        cursor.SkipSpace();
        return cursor.AtEnd ? fields : throw cursor.Error($"the end of the file is expected here, found {cursor.Shown}");
    }

    private HoconFields ReadObject(int nesting)
    {
        var open = cursor.At;
        cursor.Advance();
        var fields = ReadFields(nesting);
        if (cursor.Current != '}') throw new HoconException(open, "the object that begins here is never closed with '}'");
        cursor.Advance();
        return fields;
    }

    private HoconFields ReadFields(int nesting)
    {
        if (nesting > HoconLimits.Nesting) throw cursor.Error($"values are nested more than {HoconLimits.Nesting} deep");
        var fields = new HoconFields(cursor.At);
        while (true)
        {
            cursor.SkipSpace();
            if (cursor.AtEnd || cursor.Current == '}') return fields;
            if (!TryReadInclude(fields)) ReadField(fields, nesting);
            EndItem('}');
        }
    }

    private void ReadField(HoconFields fields, int nesting)
    {
        var at = cursor.At;
        var path = HoconPaths.Read(cursor);
        cursor.SkipBlanks();
        var append = cursor.StartsWith("+=");
        if (append) cursor.Advance(2);
        else if (cursor.Current is '=' or ':') cursor.Advance();
        else if (cursor.Current != '{')
            throw cursor.Error(
                $"'=', ':', '+=' or '{{' is expected after the key {HoconPaths.Show(path)}, found {cursor.Shown}");
        cursor.SkipBlanks();
        if (cursor.Current == '\n') cursor.SkipSpace();
        var value = ReadValue(nesting, HoconPaths.Show(path));
        fields.Assign(path.ToArray(), new HoconAssignment(value, at, append));
    }

    private HoconNode ReadValue(int nesting, string what)
    {
        var at = cursor.At;
        var parts = new List<HoconNode>();
        while (true)
        {
            var blankAt = cursor.At;
            var blank = cursor.SkipBlanks();
            if (cursor.AtLineEnd || cursor.Current is ',' or '}' or ']') break;
            if (blank.Length > 0 && parts.Count > 0) parts.Add(new HoconBlank(blank, blankAt));
            parts.Add(ReadPart(nesting));
        }
        return parts.Count switch
        {
            0 => throw new HoconException(at, $"{what} has no value; write \"\" for an empty one"),
            1 => parts[0],
            _ => new HoconConcatenation(parts, at),
        };
    }

    private HoconNode ReadPart(int nesting)
    {
        var at = cursor.At;
        switch (cursor.Current)
        {
            case '{': return ReadObject(nesting + 1);
            case '[': return ReadList(nesting + 1);
            case '"': return new HoconText(HoconStrings.ReadQuoted(cursor), at);
            case '$': return ReadSubstitution();
        }
        var text = cursor.TakeWhile(HoconStrings.IsUnquoted);
        if (text.Length == 0)
            throw cursor.Error($"{cursor.Shown} may not stand in an unquoted value; put the value in quotes");
        if (text is "null") throw new HoconException(at, "null is not supported; leave the key out, or write \"\"");
        return new HoconText(text, at);
    }

    private HoconList ReadList(int nesting)
    {
        if (nesting > HoconLimits.Nesting) throw cursor.Error($"values are nested more than {HoconLimits.Nesting} deep");
        var list = new HoconList([], cursor.At);
        cursor.Advance();
        while (true)
        {
            cursor.SkipSpace();
            if (cursor.AtEnd) throw new HoconException(list.At, "the list that begins here is never closed with ']'");
            if (cursor.Current == ']') break;
            list.Items.Add(ReadValue(nesting, "the list's item"));
            EndItem(']');
        }
        cursor.Advance();
        return list;
    }

    private HoconSubstitution ReadSubstitution()
    {
        var at = cursor.At;
        if (!cursor.StartsWith("${")) throw cursor.Error("'$' stands only in ${path}; put the value in quotes");
        cursor.Advance(2);
        var optional = cursor.Current == '?';
        if (optional) cursor.Advance();
        cursor.SkipBlanks();
        var path = HoconPaths.Read(cursor);
        cursor.SkipBlanks();
        if (cursor.Current != '}') throw new HoconException(at, "the substitution is not closed with '}'");
        cursor.Advance();
        return new HoconSubstitution(path, optional, at);
    }

    /// <summary><c>include "file"</c> or <c>include required("file")</c>; both want the file to be there.</summary>
    private bool TryReadInclude(HoconFields fields)
    {
        const string Word = "include";
        if (!cursor.StartsWith(Word + " ") && !cursor.StartsWith(Word + "\t")) return false;
        var at = cursor.At;
        cursor.Advance(Word.Length);
        cursor.SkipBlanks();
        var required = cursor.StartsWith("required(");
        if (required) cursor.Advance("required(".Length);
        if (cursor.Current != '"')
            throw new HoconException(at, "include takes the name of a file in quotes, relative to this one");
        var name = HoconStrings.ReadQuoted(cursor);
        if (required && cursor.Current != ')') throw cursor.Error("')' is expected here");
        if (required) cursor.Advance();
        fields.Take(include(name, at));
        return true;
    }

    private void EndItem(char close)
    {
        cursor.SkipBlanks();
        if (cursor.AtLineEnd) cursor.SkipSpace();
        else if (cursor.Current != ',' && cursor.Current != close)
            throw cursor.Error($"',', a new line or '{close}' is expected here, found {cursor.Shown}");
        if (cursor.Current == ',') cursor.Advance();
    }
}
