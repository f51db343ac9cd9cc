using System.Collections.Concurrent;

namespace ActiveRecording.SipServer;

/// <summary>The calls under way on this node. For any thread.</summary>
internal sealed class LiveCalls
{
    private readonly ConcurrentDictionary<string, byte> calls = new(StringComparer.Ordinal);

    /// <summary>The last call has ended; told on the thread that ended it.</summary>
    public event Action? Emptied;

    public int Count => calls.Count;

    public IReadOnlyList<string> Ids => [.. calls.Keys.Order(StringComparer.Ordinal)];

    public void Add(string callUuid) => calls.TryAdd(callUuid, 0);

    public void Remove(string callUuid)
    {
        if (calls.TryRemove(callUuid, out _) && calls.IsEmpty) Emptied?.Invoke();
    }
}
