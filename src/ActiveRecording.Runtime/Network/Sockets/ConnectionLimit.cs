namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>Counts open TCP connections against their bound.</summary>
internal sealed class ConnectionLimit(int limit)
{
    private int open;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= limit) return true;
        Interlocked.Decrement(ref open);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref open);
}
