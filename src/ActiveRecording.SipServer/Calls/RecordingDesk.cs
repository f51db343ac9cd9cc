using System.Collections.Concurrent;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Runtime;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Passes requests to start and stop recordings on to calls, and their answers back. For any thread.</summary>
internal sealed class RecordingDesk(string fileName, TimeProvider time, IIdentifiers identifiers)
{
    private const int TokenLength = 32;

    /// <summary>Longer than the Media Server may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<RecordingAnswer>> waiting = new(StringComparer.Ordinal);

    /// <summary>Tells a call; false if its mailbox is full. Set once, before the first request.</summary>
    public Func<string, SwitchedCallCommand, bool> Tell { private get; set; } = (_, _) => false;

    public Task<RecordingAnswer> StartAsync(string callUuid, string dn) => AskAsync(callUuid, request => new CallCommand.StartRecording(
        time.GetUtcNow(), request, identifiers.NextToken(TokenLength), dn, fileName));

    public Task<RecordingAnswer> StopAsync(string callUuid, string? dn) =>
        AskAsync(callUuid, request => new CallCommand.StopRecording(time.GetUtcNow(), request, dn));

    /// <summary>The answer; to a request of before a restart nobody waits for one.</summary>
    public void Answer(string requestId, RecordingAnswer answer)
    {
        if (waiting.TryRemove(requestId, out var asked)) asked.TrySetResult(answer);
    }

    private async Task<RecordingAnswer> AskAsync(string callUuid, Func<string, CallCommand> request)
    {
        if (!CallTokens.IsCallUuid(callUuid)) return new RecordingAnswer.Refused(RecordingRefusal.UnknownCall);
        var id = identifiers.NextToken(TokenLength);
        var asked = new TaskCompletionSource<RecordingAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TryAdd(id, asked);
        await using var timer = time.CreateTimer(_ => GiveUp(id, callUuid), null, Patience, Timeout.InfiniteTimeSpan);
        if (!Tell(callUuid, new SwitchedCallCommand.Tell(request(id)))) GiveUp(id, callUuid);
        return await asked.Task;
    }

    private void GiveUp(string requestId, string callUuid)
    {
        if (waiting.TryRemove(requestId, out var asked)) asked.TrySetException(new TimeoutException($"Call {callUuid} does not answer."));
    }
}
