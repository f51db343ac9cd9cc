namespace ActiveRecording.Host.Hocon;

/// <summary>
/// Makes final values of what was written: lays assignments over each other, joins concatenations, looks up
/// substitutions (paths from the root of the whole configuration, then environment variables). A key that names
/// itself means what was assigned before.
/// </summary>
internal sealed class HoconResolver
{
    private readonly HoconFields root;
    private readonly Func<string, string?> environment;
    private readonly HashSet<HoconAssignment> running = [];
    private int substitutions;
    private int steps;

    private HoconResolver(HoconFields root, Func<string, string?> environment) =>
        (this.root, this.environment) = (root, environment);

    /// <exception cref="HoconException">
    /// A substitution leads nowhere or to itself, unlike values stand beside each other, or a limit is met.
    /// </exception>
    public static HoconObject Resolve(HoconFields root, Func<string, string?> environment) =>
        new HoconResolver(root, environment).ResolveFields(root);

    private HoconObject ResolveFields(HoconFields fields)
    {
        var result = new HoconObject(fields.At);
        foreach (var (key, assignments) in fields.All)
        {
            if (Fold(assignments) is { } value) result.Entries[key] = new HoconEntry(assignments[^1].KeyAt, value);
        }
        return result;
    }

    private HoconNode? Fold(IReadOnlyList<HoconAssignment> assignments)
    {
        HoconNode? value = null;
        foreach (var assignment in assignments) value = Lay(assignment, value);
        return value;
    }

    private HoconNode? Lay(HoconAssignment assignment, HoconNode? under)
    {
        Spend(1, assignment.KeyAt);
        running.Add(assignment);
        var over = Evaluate(assignment.Value);
        running.Remove(assignment);
        if (over is null) return under;
        if (assignment.Append) return Append(assignment, under, over);
        if (under is not HoconObject lower || over is not HoconObject upper) return over;
        Spend(upper.Entries.Count, assignment.KeyAt);
        lower.Merge(upper);
        return lower;
    }

    private static HoconList Append(HoconAssignment assignment, HoconNode? under, HoconNode item)
    {
        if (under is not (null or HoconList))
            throw new HoconException(assignment.KeyAt, $"'+=' needs a list before it, at {under.At} stands {under.Kind}");
        var list = under as HoconList ?? new HoconList([], item.At);
        list.Items.Add(item);
        return list;
    }

    private HoconNode? Evaluate(HoconNode node)
    {
        Spend(1, node.At);
        return node switch
        {
            HoconFields fields => ResolveFields(fields),
            HoconList list => new HoconList(list.Items.Select(Evaluate).OfType<HoconNode>().ToList(), list.At),
            HoconConcatenation concatenation => Concatenate(concatenation),
            HoconSubstitution substitution => Substitute(substitution),
            _ => node,
        };
    }

    private HoconNode? Concatenate(HoconConcatenation concatenation)
    {
        var joined = HoconJoin.Join(concatenation.Parts.Select(Evaluate).OfType<HoconNode>().ToList(), concatenation.At);
        if (joined is HoconText text) Spend(text.Value.Length, text.At);
        return joined;
    }

    private HoconNode? Substitute(HoconSubstitution substitution)
    {
        if (++substitutions > HoconLimits.SubstitutionDepth)
            throw new HoconException(
                substitution.At, $"substitutions lead to each other more than {HoconLimits.SubstitutionDepth} deep");
        var assigned = AssignedAt(substitution.Path);
        var value = Fold(assigned.TakeWhile(a => !running.Contains(a)).ToList());
        substitutions--;
        if (value is not null) return value;

        var path = HoconPaths.Show(substitution.Path);
        if (environment(path) is { } variable) return new HoconText(variable, substitution.At);
        if (substitution.Optional) return null;
        throw new HoconException(substitution.At, assigned.Count > 0
            ? $"${{{path}}} leads to itself"
            : $"${{{path}}} is neither a key of the configuration nor an environment variable; with ${{?{path}}} it may be missing");
    }

    /// <summary>Every assignment that has a say in the value at <paramref name="path"/>, in order.</summary>
    private List<HoconAssignment> AssignedAt(IReadOnlyList<string> path)
    {
        var assignments = root.Assignments(path[0]).ToList();
        foreach (var key in path.Skip(1)) assignments = assignments.SelectMany(assignment => Inside(assignment, key)).ToList();
        if (assignments.Count > 0) Spend(assignments.Count, assignments[0].KeyAt);
        return assignments;
    }

    private IEnumerable<HoconAssignment> Inside(HoconAssignment assignment, string key)
    {
        Spend(1, assignment.KeyAt);
        if (assignment.Value is HoconFields fields) return fields.Assignments(key);
        if (assignment.Value is HoconText or HoconList || running.Contains(assignment)) return [];
        return Lay(assignment, null) is HoconObject value && value.Entries.TryGetValue(key, out var entry)
            ? [new HoconAssignment(entry.Value, entry.KeyAt, append: false)]
            : [];
    }

    private void Spend(int count, HoconPosition at)
    {
        steps += count;
        if (steps > HoconLimits.ResolutionSteps)
            throw new HoconException(at, "the substitutions expand to too much; make them fewer");
    }
}
