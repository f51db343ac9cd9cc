using System.Collections.Frozen;
using System.Reflection;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Nodes;

/// <summary>Every event that some part of this program has a name for, whichever rooms the node has.</summary>
internal static class EventNames
{
    /// <summary>Forms of states are not events: one that is unknown is left out.</summary>
    private const string Snapshot = "-snapshot";

    private static readonly FrozenSet<(string Name, int Version)> Known =
        new[] { typeof(CallEvent), typeof(SipServerRoom), typeof(MediaServerRoom) }
            .SelectMany(static type => type.Assembly.GetTypes())
            .Select(static type => type.GetCustomAttribute<JournalNameAttribute>())
            .OfType<JournalNameAttribute>()
            .Where(static name => !name.Name.EndsWith(Snapshot, StringComparison.Ordinal))
            .Select(static name => (name.Name, name.Version))
            .ToFrozenSet();

    /// <summary>All of them as <c>name/version</c>: nodes of one cluster know the same.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Known.Select(static one => $"{one.Name}/{one.Version}").Order(StringComparer.Ordinal)];

    /// <summary>Whether one of them is stored so.</summary>
    public static bool Knows(EventData data) => Known.Contains((data.Name, data.Version));
}
