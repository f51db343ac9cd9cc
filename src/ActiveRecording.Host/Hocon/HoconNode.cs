namespace ActiveRecording.Host.Hocon;

/// <summary>
/// A value. <see cref="HoconText"/>, <see cref="HoconList"/> and <see cref="HoconObject"/> are final; the others are
/// what stands in a file until <see cref="HoconResolver"/> has run.
/// </summary>
internal abstract class HoconNode
{
    private protected HoconNode(HoconPosition at) => At = at;

    /// <summary>Where the value begins.</summary>
    public HoconPosition At { get; }

    /// <summary>What kind of value this is, as an error message calls it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A string, number or boolean: its characters, quotes and escapes undone.</summary>
internal sealed class HoconText(string value, HoconPosition at) : HoconNode(at)
{
    public string Value { get; } = value;

    public override string Kind => "a single value";
}

/// <summary>A list; of a resolved one every item is final.</summary>
internal sealed class HoconList(List<HoconNode> items, HoconPosition at) : HoconNode(at)
{
    public List<HoconNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A resolved object.</summary>
internal sealed class HoconObject(HoconPosition at) : HoconNode(at)
{
    /// <summary>In the order of first appearance.</summary>
    public OrderedDictionary<string, HoconEntry> Entries { get; } = new(StringComparer.Ordinal);

    public override string Kind => "an object";

    /// <summary>Lays <paramref name="later"/> over this: objects merge, anything else replaces.</summary>
    public void Merge(HoconObject later)
    {
        foreach (var (key, entry) in later.Entries)
        {
            if (entry.Value is HoconObject overlay
                && Entries.TryGetValue(key, out var mine) && mine.Value is HoconObject under)
            {
                under.Merge(overlay);
                Entries[key] = new HoconEntry(entry.KeyAt, under);
            }
            else
            {
                Entries[key] = entry;
            }
        }
    }

    /// <summary>A copy that shares nothing mutable with this.</summary>
    public HoconObject Copy()
    {
        var copy = new HoconObject(At);
        foreach (var (key, entry) in Entries)
            copy.Entries[key] = entry with { Value = entry.Value is HoconObject inner ? inner.Copy() : entry.Value };
        return copy;
    }
}

/// <summary>A key's value and where the key stands last.</summary>
internal readonly record struct HoconEntry(HoconPosition KeyAt, HoconNode Value);

/// <summary><c>${path}</c>, or <c>${?path}</c>, which is nothing when the path is nowhere.</summary>
internal sealed class HoconSubstitution(IReadOnlyList<string> path, bool optional, HoconPosition at) : HoconNode(at)
{
    public IReadOnlyList<string> Path { get; } = path;

    public bool Optional { get; } = optional;

    public override string Kind => "a substitution";
}

/// <summary>Values beside each other: strings join, objects merge, lists append.</summary>
internal sealed class HoconConcatenation(IReadOnlyList<HoconNode> parts, HoconPosition at) : HoconNode(at)
{
    public IReadOnlyList<HoconNode> Parts { get; } = parts;

    public override string Kind => "a concatenation";
}

/// <summary>The white space between two values of a concatenation; it counts only between strings.</summary>
internal sealed class HoconBlank(string value, HoconPosition at) : HoconNode(at)
{
    public string Value { get; } = value;

    public override string Kind => "white space";
}
