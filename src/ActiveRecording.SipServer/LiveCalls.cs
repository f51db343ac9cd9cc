using System.Collections.Concurrent;

namespace ActiveRecording.SipServer;

/// <summary>The calls under way on this node. For any thread.</summary>
internal sealed class LiveCalls
{
    private readonly ConcurrentDictionary<string, byte> calls = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TaskCompletionSource? allOver;

    public int Count => calls.Count;

    public IReadOnlyList<string> Ids => [.. calls.Keys.Order(StringComparer.Ordinal)];

    public void Add(string callUuid) => calls.TryAdd(callUuid, 0);

    public void Remove(string callUuid)
    {
        calls.TryRemove(callUuid, out _);
        lock (gate)
        {
            if (calls.IsEmpty) allOver?.TrySetResult();
        }
    }

    /// <summary>Done when there is no call; further ones are not expected.</summary>
    public Task AllOverAsync()
    {
        lock (gate)
        {
            allOver ??= new TaskCompletionSource();
            if (calls.IsEmpty) allOver.TrySetResult();
            return allOver.Task;
        }
    }
}
