using ActiveRecording.Host;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Operations;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Simulation.Flows;

namespace RecordOneCall;

/// <summary>A node on loopback and one call over it.</summary>
internal sealed class Sample(NodeOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private readonly Progress progress = new();
    private readonly SipFlow flow = new();
    private NodeHost? host;

    /// <summary>Starts the node, has two phones talk, waits for the recording, compares it with what was said.</summary>
    public async Task<Result> RunAsync()
    {
        host = new NodeHost(options, flow);
        await host.StartAsync(host.Stopping);
        progress.Say($"node {options.Name} is up; console and API on http://{options.Http.Address}");

        var started = DateTimeOffset.UtcNow;
        var call = await TalkAsync(host);
        using var recordings = new Recordings(options.Http.Address);
        var recording = await recordings.FinishedAsync("1001", started, SealPatience);

        Console.WriteLine();
        Console.WriteLine(Ladder.Draw(flow, started));
        return recording is { State: RecordingState.Sealed } ? Judge(recording, call) : NotSealed(recording);
    }

    /// <summary>Leaves the node running until Ctrl-C.</summary>
    public async Task KeepAsync()
    {
        await Console.Error.WriteLineAsync($"The node goes on at http://{options.Http.Address}; Ctrl-C ends it.");
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host!.Stopping.Register(ended.SetResult);
        await ended.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null) return;
        using var patience = new CancellationTokenSource(StopPatience);
        await host.StopAsync(patience.Token);
        await host.DisposeAsync();
    }

    private async Task<SpokenCall> TalkAsync(NodeHost node)
    {
        using var conversation = new Conversation(options.SipServer.Sip.Udp[0], flow, node.Logging, progress);
        return await conversation.HoldAsync();
    }

    private Result Judge(Recording recording, SpokenCall call)
    {
        var path = Path.Combine(options.Recorder.Archive.Folder, recording.Files[0].Name);
        if (!WavFile.TryRead(File.ReadAllBytes(path), out var wav)) return Result.Nothing($"{path} is not a WAV file");
        progress.Say($"sealed {path}");
        var verification = Verification.Of(wav, recording, call);
        foreach (var finding in verification.Findings) Console.WriteLine($"         {finding}");
        return new Result(
            Path.GetRelativePath(Environment.CurrentDirectory, path), wav.Format.Channels, wav.Format.SampleRate,
            Math.Round(wav.Duration.TotalSeconds, 2), recording.LostPackets ?? 0, recording.Gaps.Count,
            Math.Round(verification.AlignmentMs, 1), verification.Problems is [] ? null : verification.Problems);
    }

    private static Result NotSealed(Recording? recording) => Result.Nothing(recording is null
        ? "the node knows of no recording"
        : $"the recording is {recording.State}, not sealed: {recording.Reason ?? "no reason given"}");
}
