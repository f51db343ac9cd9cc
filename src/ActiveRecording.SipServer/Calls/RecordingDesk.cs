using System.Collections.Concurrent;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Runtime;
using ActiveRecording.SipServer.Cluster;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Passes requests to start and stop recordings on to calls, and their answers back. For any thread.</summary>
internal sealed class RecordingDesk(string fileName, TimeProvider time, IIdentifiers identifiers)
{
    private const int TokenLength = 32;

    /// <summary>Sends a request on to the node that has the call; null without others. Set before the first request.</summary>
    public RecordingRelay? Relay { private get; set; }

    /// <summary>Longer than the Media Server may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<RecordingAnswer>> waiting = new(StringComparer.Ordinal);

    /// <summary>Tells a call; false if its mailbox is full. Set once, before the first request.</summary>
    public Func<string, SwitchedCallCommand, bool> Tell { private get; set; } = (_, _) => false;

    public Task<RecordingAnswer> StartAsync(string callUuid, string dn) =>
        AskAsync(new RecordingRequest(identifiers.NextToken(TokenLength), callUuid, dn, Starts: true));

    public Task<RecordingAnswer> StopAsync(string callUuid, string? dn) =>
        AskAsync(new RecordingRequest(identifiers.NextToken(TokenLength), callUuid, dn, Starts: false));

    /// <summary>Answers requests for calls here, by whichever node they came.</summary>
    public async Task<RecordingAnswer> AskAsync(RecordingRequest order)
    {
        if (!CallTokens.IsCallUuid(order.CallUuid)) return new RecordingAnswer.Refused(RecordingRefusal.UnknownCall);
        var asked = new TaskCompletionSource<RecordingAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TryAdd(order.RequestId, asked);
        await using var timer = time.CreateTimer(
            _ => GiveUp(order.RequestId, order.CallUuid), null, Patience, Timeout.InfiniteTimeSpan);
        if (Relay?.TrySend(order) != true && !Tell(order.CallUuid, CommandOf(order))) GiveUp(order.RequestId, order.CallUuid);
        return await asked.Task;
    }

    /// <summary>The answer; to a request of before a restart nobody waits for one.</summary>
    public void Answer(string requestId, RecordingAnswer answer)
    {
        if (waiting.TryRemove(requestId, out var asked)) asked.TrySetResult(answer);
    }

    private SwitchedCallCommand.Tell CommandOf(RecordingRequest order) => new(order.Starts
        ? new CallCommand.StartRecording(time.GetUtcNow(), order.RequestId, identifiers.NextToken(TokenLength), order.Dn!, fileName)
        : new CallCommand.StopRecording(time.GetUtcNow(), order.RequestId, order.Dn));

    private void GiveUp(string requestId, string callUuid)
    {
        if (waiting.TryRemove(requestId, out var asked)) asked.TrySetException(new TimeoutException($"Call {callUuid} does not answer."));
    }
}
