using System.Reflection;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using ActiveRecording.Recorder;
using ActiveRecording.ResourceManager;
using ActiveRecording.SipServer;

namespace ActiveRecording.Rooms.Tests.Frozen;

/// <summary>What the product stores under an explicit name.</summary>
internal static class JournalNames
{
    private static readonly Type[] OneOfEachPart =
        [typeof(CallEvent), typeof(SipServerRoom), typeof(ResourceManagerRoom), typeof(MediaServerRoom), typeof(RecorderRoom)];

    public static IReadOnlyList<string> All { get; } =
        [.. OneOfEachPart.SelectMany(type => type.Assembly.GetTypes()).Select(Of).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Name and version, null for what is not stored.</summary>
    public static string? Of(Type type) =>
        type.GetCustomAttribute<JournalNameAttribute>() is { } name ? FormattableString.Invariant($"{name.Name}/{name.Version}") : null;

    public static string Of(EventData data) => FormattableString.Invariant($"{data.Name}/{data.Version}");

    /// <summary>States are stored, too, under names that say so.</summary>
    public static bool IsSnapshot(string name) => name.Contains("-snapshot/", StringComparison.Ordinal);
}
