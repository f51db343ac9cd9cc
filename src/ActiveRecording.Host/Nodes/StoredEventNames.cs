using System.Reflection;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Nodes;

/// <summary>Every event that this program writes and reads, as <c>name/version</c>: nodes of one cluster know the same.</summary>
internal static class StoredEventNames
{
    /// <summary>Forms of states are not events: an unknown one is left out.</summary>
    private const string Snapshot = "-snapshot";

    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { typeof(CallState).Assembly, typeof(SipServerRoom).Assembly, typeof(MediaServerRoom).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .Select(static type => type.GetCustomAttribute<JournalNameAttribute>())
            .OfType<JournalNameAttribute>()
            .Where(static name => !name.Name.EndsWith(Snapshot, StringComparison.Ordinal))
            .Select(static name => $"{name.Name}/{name.Version}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
