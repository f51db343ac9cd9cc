using System.Globalization;
using System.Net.Http.Json;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests;

/// <summary>What a node holds for calls: once all are over, nothing.</summary>
internal static class NodeAtRest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Holdings =
    [
        "activerecording_sipserver_calls", "activerecording_mediaserver_legs", "activerecording_mediaserver_port_pairs",
        "activerecording_mediaserver_recording_sessions", "activerecording_recorder_sessions",
    ];

    /// <summary>Done when no call is left, no RTP port is leased, no session with a recorder is open and no recording under way.</summary>
    public static async Task RestsAsync(this NodeUnderTest node) =>
        Assert.Empty(await NodeUnderTest.AskAsync(() => HeldAsync(node), static held => held.Count == 0, Patience));

    /// <summary>What remains of the calls that ended, newest first.</summary>
    public static async Task<IReadOnlyList<CallDetailRecord>> CallDetailRecordsAsync(this NodeUnderTest node) =>
        (await node.Http.GetFromJsonAsync("/api/cdrs?limit=100", OperationsJson.Default.PageCallDetailRecord))!.Items;

    private static async Task<IReadOnlyList<string>> HeldAsync(NodeUnderTest node)
    {
        var metrics = await node.Http.GetStringAsync("/metrics");
        var calls = await node.Http.GetFromJsonAsync("/api/calls?limit=100", OperationsJson.Default.PageCall);
        var recordings = await node.RecordingsAsync();
        return
        [
            .. metrics.Split('\n').Where(static line => Holdings.Contains(line.Split('{', ' ')[0]) && Value(line) != 0),
            .. calls!.Items.Where(static one => one.State != CallState.Ended).Select(static one => $"call {one.CallUuid} {one.State}"),
            .. recordings.Where(static one => one.State is not (RecordingState.Sealed or RecordingState.Failed))
                .Select(static one => $"recording {one.Id} {one.State}"),
        ];
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
