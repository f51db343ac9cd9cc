using System.Text.RegularExpressions;

namespace ActiveRecording.ArchitectureTests;

public sealed partial class The_source
{
    /// <summary>The drivers that turn the machine's time, chance and threads into contracts.</summary>
    private static readonly string[] Drivers =
    [
        "src/ActiveRecording.Runtime/",
        "src/ActiveRecording.Rtp/Native/",
        "src/ActiveRecording.Journals/",
        "src/ActiveRecording.Host/",
        "src/ActiveRecording.Console/",
    ];

    [Fact]
    public void Takes_time_chance_and_threads_only_from_the_runtime() =>
        Assert.Empty(Offences("src", TimeChanceThreads(), path => !Drivers.Any(path.StartsWith)));

    [Fact]
    public void Of_the_domain_is_free_of_async_clocks_and_sockets() =>
        Assert.Empty(Offences("src/ActiveRecording.Domain", Impurity(), _ => true));

    [Fact]
    public void Leaves_nothing_unfinished() =>
        Assert.Empty(Offences("src", Unfinished(), _ => true));

    [Fact]
    public void Never_gives_up_its_synchronisation_context_in_a_room() =>
        Assert.Empty(Offences("src", ConfigureAwait(), path => TheMap.Rooms.Any(room =>
            path.StartsWith($"src/ActiveRecording.{room}/", StringComparison.Ordinal) && room is not "Console")));

    private static IEnumerable<string> Offences(string folder, Regex pattern, Func<string, bool> judged) =>
        from source in Repository.Sources(folder)
        where judged(source.Path)
        from line in source.Lines.Select((text, index) => (text, index))
        where pattern.IsMatch(line.text)
        select $"{source.Path}:{line.index + 1}: {line.text.Trim()}";

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bTask\.(Delay|Run)\b|\bRandom\.Shared\b|\bThread\.Sleep\b|\bnew Thread\(|\bnew Timer\(|\bGuid\.NewGuid\b|\bStopwatch\.|\bEnvironment\.TickCount|\bThreadPool\.|\bRandomNumberGenerator\.")]
    private static partial Regex TimeChanceThreads();

    [GeneratedRegex(@"\basync\b|\bTask\b|\bTimeProvider\b|\bILogger\b|\bSystem\.Net\b|\bIPEndPoint\b|\bRandom\b")]
    private static partial Regex Impurity();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|#region|catch\s*\{\s*\}|catch \(Exception\)\s*\{\s*\}")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"ConfigureAwait\(false\)")]
    private static partial Regex ConfigureAwait();
}
