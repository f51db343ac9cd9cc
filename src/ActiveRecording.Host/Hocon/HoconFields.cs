namespace ActiveRecording.Host.Hocon;

/// <summary>An object as written: per key everything that was assigned to it, in order.</summary>
internal sealed class HoconFields(HoconPosition at) : HoconNode(at)
{
    private readonly OrderedDictionary<string, List<HoconAssignment>> fields = new(StringComparer.Ordinal);

    public override string Kind => "an object";

    public IEnumerable<KeyValuePair<string, List<HoconAssignment>>> All => fields;

    /// <summary>What was assigned to a key of this object itself.</summary>
    public IReadOnlyList<HoconAssignment> Assignments(string key) => fields.TryGetValue(key, out var list) ? list : [];

    /// <summary>Assigns to <c>a.b.c</c>: objects on the way are made, and merge with what else is assigned there.</summary>
    public void Assign(ReadOnlySpan<string> path, HoconAssignment assignment)
    {
        if (path.Length == 1)
        {
            Field(path[0]).Add(assignment);
            return;
        }
        var inner = new HoconFields(assignment.KeyAt);
        inner.Assign(path[1..], assignment);
        Field(path[0]).Add(new HoconAssignment(inner, assignment.KeyAt, append: false));
    }

    /// <summary>Takes over everything assigned in <paramref name="later"/>, as an include does.</summary>
    public void Take(HoconFields later)
    {
        foreach (var (key, list) in later.fields) Field(key).AddRange(list);
    }

    private List<HoconAssignment> Field(string key)
    {
        if (!fields.TryGetValue(key, out var list)) fields.Add(key, list = []);
        return list;
    }
}

/// <summary>One assignment to a key; compared by reference, it is a place in a file.</summary>
internal sealed class HoconAssignment(HoconNode value, HoconPosition keyAt, bool append)
{
    public HoconNode Value { get; } = value;

    public HoconPosition KeyAt { get; } = keyAt;

    /// <summary><c>+=</c>: the value becomes the last item of the list assigned before.</summary>
    public bool Append { get; } = append;
}
