using System.Globalization;
using System.Text;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Rooms.Tests.Frozen;

/// <summary>
/// Everything that was ever written of one kind, a line each: <c>name/version {…}</c>. An empty line begins the next stream.
/// Lines are added when a version or a field is, and none is ever changed.
/// </summary>
internal static class FrozenFile
{
    public static IReadOnlyList<IReadOnlyList<EventData>> Streams(string category)
    {
        var streams = new List<List<EventData>> { new() };
        foreach (var line in Text(category).Split('\n'))
        {
            if (line.Length > 0) streams[^1].Add(Read(line));
            else if (streams[^1].Count > 0) streams.Add([]);
        }

        return streams.FindAll(static stream => stream.Count > 0);
    }

    private static EventData Read(string line)
    {
        var (slash, space) = (line.IndexOf('/', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        return new EventData(
            line[..slash], int.Parse(line[(slash + 1)..space], CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(line[(space + 1)..]));
    }

    private static string Text(string category)
    {
        using var stream = typeof(FrozenFile).Assembly.GetManifestResourceStream($"frozen/{category}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
