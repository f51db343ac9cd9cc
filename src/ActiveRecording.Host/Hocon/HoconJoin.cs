namespace ActiveRecording.Host.Hocon;

/// <summary>Joins values that stand beside each other.</summary>
internal static class HoconJoin
{
    /// <summary>Strings with the white space between them, objects merged, lists one after the other; null of nothing.</summary>
    /// <exception cref="HoconException">The values are of different kinds.</exception>
    public static HoconNode? Join(List<HoconNode> parts, HoconPosition at)
    {
        var values = parts.Where(static part => part is not HoconBlank).ToList();
        foreach (var value in values.Skip(1))
        {
            if (value.GetType() != values[0].GetType())
                throw new HoconException(
                    value.At, $"{value.Kind} stands beside {values[0].Kind}; only equal kinds can be joined");
        }
        return values.Count == 0 ? null : values[0] switch
        {
            HoconObject first => Merge(first, values),
            HoconList first => new HoconList(values.Cast<HoconList>().SelectMany(static list => list.Items).ToList(), first.At),
            _ => new HoconText(JoinText(parts), at),
        };
    }

    private static HoconObject Merge(HoconObject first, List<HoconNode> values)
    {
        foreach (var value in values.Skip(1)) first.Merge((HoconObject)value);
        return first;
    }

    private static string JoinText(List<HoconNode> parts)
    {
        while (parts[0] is HoconBlank) parts.RemoveAt(0);
        while (parts[^1] is HoconBlank) parts.RemoveAt(parts.Count - 1);
        return string.Concat(parts.Select(static part => part is HoconBlank blank ? blank.Value : ((HoconText)part).Value));
    }
}
