namespace ActiveRecording.Host.Hocon;

/// <summary>
/// Holds a configuration against the reference file, which has every key there is. A section of the reference that
/// consists of the one entry <c>any</c> is open: a configuration names the entries, <c>any</c> tells their keys and
/// defaults.
/// </summary>
internal sealed class HoconSchema(List<HoconException> errors)
{
    private const string Template = "any";

    /// <summary>
    /// Tells keys the reference does not have and values of the wrong kind, and fills the defaults of open sections in.
    /// </summary>
    /// <param name="reference">The reference file alone.</param>
    /// <param name="actual">The configuration laid over the reference; completed in place.</param>
    public void Complete(HoconObject reference, HoconObject actual) => Complete(reference, actual, []);

    private void Complete(HoconObject reference, HoconObject actual, List<string> path)
    {
        var open = reference.Entries.Count == 1 && reference.Entries.TryGetValue(Template, out var template);
        if (open) actual.Entries.Remove(Template);
        foreach (var key in actual.Entries.Keys.ToList())
        {
            path.Add(key);
            if (open) CompleteEntry(reference.Entries[Template].Value, actual, key, path);
            else if (reference.Entries.TryGetValue(key, out var known)) Compare(known.Value, actual.Entries[key], path);
            else errors.Add(Unknown(actual.Entries[key].KeyAt, key, path, reference.Entries.Keys));
            path.RemoveAt(path.Count - 1);
        }
    }

    private void CompleteEntry(HoconNode template, HoconObject actual, string key, List<string> path)
    {
        var entry = actual.Entries[key];
        Compare(template, entry, path);
        if (template is not HoconObject defaults || IsOpen(defaults) || entry.Value is not HoconObject given) return;
        var complete = defaults.Copy();
        foreach (var (name, value) in defaults.Entries.Where(static e => IsOpen(e.Value.Value)))
            complete.Entries[name] = value with { Value = new HoconObject(value.Value.At) };
        complete.Merge(given);
        actual.Entries[key] = entry with { Value = complete };
    }

    private void Compare(HoconNode reference, HoconEntry entry, List<string> path)
    {
        if (reference is HoconObject known && entry.Value is HoconObject given) Complete(known, given, path);
        else if (reference.GetType() != entry.Value.GetType())
        {
            errors.Add(new HoconException(
                entry.KeyAt, $"{HoconPaths.Show(path)} is {entry.Value.Kind}; {reference.Kind} is expected"));
        }
    }

    private static bool IsOpen(HoconNode node) =>
        node is HoconObject { Entries.Count: 1 } section && section.Entries.ContainsKey(Template);

    private static HoconException Unknown(HoconPosition at, string key, List<string> path, IEnumerable<string> known)
    {
        var nearest = EditDistance.Nearest(key, known);
        var section = path.Count > 1 ? HoconPaths.Show(path.SkipLast(1)) : "the configuration";
        var advice = nearest is null
            ? $"{section} knows {string.Join(", ", known.Where(static k => k is not Template))}"
            : $"did you mean {HoconPaths.Show(path.SkipLast(1).Append(nearest))}?";
        return new HoconException(at, $"unknown key {HoconPaths.Show(path)}; {advice}");
    }
}
