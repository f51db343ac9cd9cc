using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.Host.Hocon;
using Microsoft.Extensions.Configuration;

namespace ActiveRecording.Host.Configuration;

/// <summary>
/// One section of the configuration, read with types and ranges. A value that is wrong is noted in
/// <see cref="SettingsNotes"/> with its place and what would be right, and reading goes on, so that all are told at once.
/// </summary>
internal sealed class Settings(IConfiguration section, string path, SettingsNotes notes)
{
    /// <summary>A section below this one.</summary>
    public Settings Section(string key) => new(section.GetSection(key), PathOf(key), notes);

    /// <summary>The entries of an open section, in no particular order.</summary>
    public IEnumerable<(string Name, Settings Entry)> Entries(string key) =>
        section.GetSection(key).GetChildren().Select(child => (child.Key, Section(key).Section(child.Key)));

    /// <summary>Any characters; empty when the reference says nothing else.</summary>
    public string Text(string key) => section[key] ?? "";

    /// <summary>At least one character.</summary>
    public string Name(string key)
    {
        var text = Text(key);
        if (text.Length == 0) Refuse(key, "a text that is not empty");
        return text;
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. section.GetSection(key).GetChildren().OrderBy(Index).Select(static child => child.Value ?? "")];

    /// <summary>A whole number.</summary>
    public int Number(string key, int least, int most)
    {
        if (int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most) return number;
        Refuse(key, $"a whole number from {least} to {most}");
        return least;
    }

    /// <summary>A duration with its unit.</summary>
    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most)
    {
        if (HoconDuration.TryParse(Text(key), out var duration) && duration >= least && duration <= most) return duration;
        Refuse(key, $"a duration from {HoconDuration.Show(least)} to {HoconDuration.Show(most)}");
        return least;
    }

    /// <summary>A size with its unit, in bytes.</summary>
    public long Size(string key, long least, long most)
    {
        if (HoconSize.TryParse(Text(key), out var bytes) && bytes >= least && bytes <= most) return bytes;
        Refuse(key, string.Create(CultureInfo.InvariantCulture, $"a size from {least} to {most} bytes, for example 64 KiB"));
        return least;
    }

    /// <summary>yes or no.</summary>
    public bool Flag(string key)
    {
        if (!HoconBoolean.TryParse(Text(key), out var flag)) Refuse(key, "true or false");
        return flag;
    }

    /// <summary>An IP address.</summary>
    public IPAddress Address(string key)
    {
        if (IPAddress.TryParse(Text(key), out var address)) return address;
        Refuse(key, "an IP address, for example \"127.0.0.1\"");
        return IPAddress.Loopback;
    }

    /// <summary>An IP address with a port.</summary>
    public IPEndPoint EndPoint(string key)
    {
        if (TryEndPoint(Text(key), out var endPoint)) return endPoint;
        Refuse(key, "an IP address and a port, for example \"127.0.0.1:5060\"");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    /// <summary>A TCP address that the node will listen on.</summary>
    public IPEndPoint ListenAddress(string key)
    {
        var endPoint = EndPoint(key);
        notes.Listens(KeyOf(key), PathOf(key), ProtocolType.Tcp, endPoint);
        return endPoint;
    }

    /// <summary>A list of addresses that the node will listen on.</summary>
    public IReadOnlyList<IPEndPoint> ListenAddresses(string key, ProtocolType protocol)
    {
        var list = Section(key);
        var addresses = new List<IPEndPoint>();
        for (var i = 0; i < Texts(key).Count; i++)
        {
            var item = i.ToString(CultureInfo.InvariantCulture);
            addresses.Add(list.EndPoint(item));
            notes.Listens(list.KeyOf(item), PathOf(key), protocol, addresses[i]);
        }
        return addresses;
    }

    /// <summary>One of the words of <paramref name="choices"/>.</summary>
    public T OneOf<T>(string key, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, Text(key), StringComparison.OrdinalIgnoreCase)) return value;
            words.Add(word);
        }
        Refuse(key, $"one of {string.Join(", ", words)}");
        return choices[0].Value;
    }

    /// <summary>Notes that the value of <paramref name="key"/> is not what it must be.</summary>
    public void Refuse(string key, string expected) => notes.Refuse(KeyOf(key), PathOf(key), section[key], expected);

    /// <summary>Notes that there is something wrong about <paramref name="key"/> itself.</summary>
    public void Complain(string key, string problem) => notes.Add(KeyOf(key), $"{PathOf(key)}: {problem}");

    /// <summary>The path of a key as it stands in a file.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{HoconPaths.Show([key])}";

    private string KeyOf(string key) => section is IConfigurationSection { Path: var parent } ? $"{parent}:{key}" : key;

    private static bool TryEndPoint(string text, [NotNullWhen(true)] out IPEndPoint? endPoint) =>
        IPEndPoint.TryParse(text, out endPoint) && (endPoint.Port != 0 || text.EndsWith(":0", StringComparison.Ordinal));

    private static int Index(IConfigurationSection item) =>
        int.TryParse(item.Key, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;
}
