namespace ActiveRecording.Host.Hocon;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class EditDistance
{
    /// <summary>The nearest of <paramref name="words"/>, if it is at most half of the word away.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        var best = words.Select(w => (Word: w, Distance: Between(word, w))).OrderBy(static c => c.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, word.Length / 2) ? best.Word : null;
    }

    /// <summary>Insertions, deletions and replacements between two words (Levenshtein), of their first 64 characters.</summary>
    public static int Between(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        const int Longest = 64;
        from = from[..Math.Min(from.Length, Longest)];
        to = to[..Math.Min(to.Length, Longest)];
        Span<int> row = stackalloc int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
