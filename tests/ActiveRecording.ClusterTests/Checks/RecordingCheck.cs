using System.Net.Http.Json;
using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Load;
using ActiveRecording.Operations;

namespace ActiveRecording.ClusterTests.Checks;

/// <summary>Asks the recorder's node what it has: every call once, sealed, and silent only where its phones were.</summary>
internal sealed class RecordingCheck(HostProcess recorder)
{
    private const string Held = "paused";
    private const string Silent = "no-media";
    private const string Lost = "loss";

    /// <summary>Seconds that may be missing of somebody's speech for another cause.</summary>
    private const double Heard = 0.3;

    /// <summary>Seconds from the answer in which nothing has broken yet; a busy machine begins late.</summary>
    private const double Beginning = 2;

    /// <summary>Done when no recording is under way.</summary>
    public Task FinishedAsync(TimeSpan limit) => Patience.UntilAsync(
        async () =>
        {
            var open = (await AllAsync()).Count(static one => one.State is not (RecordingState.Sealed or RecordingState.Failed));
            return open == 0 ? null : $"{open} recordings are under way";
        },
        limit);

    /// <summary>What is wrong with the recordings of some calls, one line each.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync(IReadOnlyList<string> callUuids)
    {
        var all = await AllAsync();
        var ofCall = all.ToLookup(static one => one.CallUuid);
        List<string> problems =
        [
            .. all.CountBy(static one => one.Id).Where(static one => one.Value > 1)
                .Select(static one => $"recording {one.Key} is listed {one.Value} times"),
        ];
        foreach (var uuid in callUuids)
        {
            IReadOnlyList<Recording> found = [.. ofCall[uuid]];
            if (found is not [var only]) problems.Add($"call {uuid} has {found.Count} recordings");
            else if (Flaw(only) is { } flaw) problems.Add($"recording {only.Id} of call {uuid}: {flaw}");
        }

        return problems;
    }

    /// <summary>
    /// Where somebody spoke, only what was held may be missing, and packets that a busy machine lost; where nobody did, all
    /// of it is listed.
    /// </summary>
    private static string? Flaw(Recording recording)
    {
        if (recording.State is not RecordingState.Sealed) return $"{recording.State}: {recording.Reason}";
        if (recording.Dn != Round.QuietCallee)
        {
            return recording.Gaps
                .FirstOrDefault(static gap => gap is { Cause: not (Held or Lost), Start: > Beginning, Seconds: > Heard })?.ToString();
        }

        var whole = recording.Gaps.Where(gap => gap.Cause is Silent && gap.Seconds >= recording.Seconds - Heard);
        int[] silent = [.. whole.Select(static gap => gap.Channel).Order()];
        return silent is [0, 1] ? null : $"nobody spoke, and these are its gaps: {string.Join("; ", recording.Gaps)}";
    }

    /// <summary>All of them, newest first.</summary>
    public async Task<IReadOnlyList<Recording>> AllAsync()
    {
        var all = new List<Recording>();
        for (string? cursor = null; ;)
        {
            var page = await recorder.Http.GetFromJsonAsync(
                $"/api/recordings?limit=500{(cursor is null ? "" : $"&cursor={cursor}")}", OperationsJson.Default.PageRecording);
            all.AddRange(page!.Items);
            if (page.Next is null) return all;
            cursor = page.Next;
        }
    }
}
