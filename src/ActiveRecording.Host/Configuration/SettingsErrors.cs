using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Configuration;

/// <summary>What is wrong with a configuration's values, each with its place.</summary>
internal sealed class SettingsErrors(Func<string, HoconPosition?> positionOf)
{
    private static readonly HoconPosition Nowhere = new("configuration", 1, 1);
    private readonly List<HoconException> all = [];

    public IReadOnlyList<HoconException> All => all;

    /// <summary>Notes a value that is not as expected.</summary>
    /// <param name="key">Its key, parts joined by ':'.</param>
    /// <param name="path">Its path as in a file.</param>
    /// <param name="value">What stands there, if anything.</param>
    /// <param name="expected">What would be right.</param>
    public void Refuse(string key, string path, string? value, string expected) =>
        Add(key, $"{path} is {(value is null ? "missing" : $"\"{value}\"")}; {expected} is expected");

    /// <summary>Notes a problem at a key.</summary>
    public void Add(string key, string problem) => all.Add(new HoconException(positionOf(key) ?? Nowhere, problem));
}
