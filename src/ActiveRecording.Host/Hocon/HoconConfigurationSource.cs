using Microsoft.Extensions.Configuration;

namespace ActiveRecording.Host.Hocon;

/// <summary>
/// A configuration file laid over the reference file, as ordinary Microsoft.Extensions configuration: paths joined
/// by ':', list items numbered from 0. Every value knows its place.
/// </summary>
public sealed class HoconConfigurationSource : IConfigurationSource
{
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HoconPosition> positions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HoconException> errors = [];

    private readonly string reference;

    private HoconConfigurationSource(string reference) => this.reference = reference;

    /// <summary>Unknown keys, wrong kinds and keys that differ in case only, in the order of the file.</summary>
    public IReadOnlyList<HoconException> Errors => errors;

    /// <summary>Reads <paramref name="file"/> over <paramref name="reference"/>.</summary>
    /// <param name="reference">The file that has every key with its default.</param>
    /// <param name="file">The node's own file.</param>
    /// <param name="environment">Looks an environment variable up; null when it is not set.</param>
    /// <exception cref="HoconException">A file cannot be read or is not HOCON.</exception>
    public static HoconConfigurationSource Load(string reference, string file, Func<string, string?> environment)
    {
        var root = HoconFiles.Read(reference);
        var schema = HoconResolver.Resolve(root, environment);
        root.Take(HoconFiles.Read(file));
        var actual = HoconResolver.Resolve(root, environment);

        var source = new HoconConfigurationSource(reference);
        new HoconSchema(source.errors).Complete(schema, actual);
        source.Flatten(actual, "");
        return source;
    }

    /// <summary>
    /// Where a value of <see cref="Build"/>'s provider stands, by its key (<c>a:b:0</c>); of a default, where the node's
    /// file gives the section around it, if it does.
    /// </summary>
    public HoconPosition? PositionOf(string key)
    {
        HoconPosition? own = positions.TryGetValue(key, out var at) ? at : null;
        for (var around = key; own?.File == reference && around.LastIndexOf(':') is > 0 and var colon;)
        {
            around = around[..colon];
            if (positions.TryGetValue(around, out var section) && section.File != reference) return section;
        }
        return own;
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(values);

    private void Flatten(HoconNode node, string key)
    {
        switch (node)
        {
            case HoconObject section:
                foreach (var (name, entry) in section.Entries) Flatten(name, entry, Join(key, name));
                break;
            case HoconList list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    positions[$"{key}:{i}"] = list.Items[i].At;
                    Flatten(list.Items[i], $"{key}:{i}");
                }
                break;
            case HoconText text:
                values[key] = text.Value;
                break;
        }
    }

    private void Flatten(string name, HoconEntry entry, string key)
    {
        if (!positions.TryAdd(key, entry.KeyAt))
        {
            errors.Add(new HoconException(entry.KeyAt,
                $"{name} was already given at {positions[key]}; names that differ only in case are not told apart"));
            return;
        }
        Flatten(entry.Value, key);
    }

    private static string Join(string key, string name) => key.Length == 0 ? name : $"{key}:{name}";

    private sealed class Provider : ConfigurationProvider
    {
        public Provider(Dictionary<string, string?> values) => Data = values;
    }
}
