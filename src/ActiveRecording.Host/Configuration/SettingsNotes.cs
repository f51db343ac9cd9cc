using System.Net;
using System.Net.Sockets;
using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Configuration;

/// <summary>What was noted while a configuration was read: wrong values with their places, and addresses to listen on.</summary>
internal sealed class SettingsNotes(Func<string, HoconPosition?> positionOf)
{
    private static readonly HoconPosition Nowhere = new("configuration", 1, 1);
    private readonly List<HoconException> errors = [];
    private readonly List<ListenAddress> listens = [];

    public IReadOnlyList<HoconException> Errors => errors;

    public IReadOnlyList<ListenAddress> ListenAddresses => listens;

    /// <summary>Notes a value that is not as expected.</summary>
    /// <param name="key">Its key, parts joined by ':'.</param>
    /// <param name="path">Its path as in a file.</param>
    /// <param name="value">What stands there, if anything.</param>
    /// <param name="expected">What would be right.</param>
    public void Refuse(string key, string path, string? value, string expected) =>
        Add(key, $"{path} is {(value is null ? "missing" : $"\"{value}\"")}; {expected} is expected");

    /// <summary>Notes a problem at a key.</summary>
    public void Add(string key, string problem) => errors.Add(new HoconException(At(key), problem));

    /// <summary>Notes an address that will be listened on; port 0 takes any free one and cannot be taken.</summary>
    public void Listens(string key, string path, ProtocolType protocol, IPEndPoint endPoint)
    {
        if (endPoint.Port != 0) listens.Add(new ListenAddress(path, At(key), protocol, endPoint));
    }

    private HoconPosition At(string key) => positionOf(key) ?? Nowhere;
}
