namespace ActiveRecording.Sip.Digest;

/// <summary>
/// Which counts of which nonces were used (RFC 7616 §3.4.5), in bounded memory. Counts may arrive out of order by less
/// than 64. When a nonce is forgotten, every unknown nonce not younger than it counts as used.
/// </summary>
internal sealed class NonceCounts(int capacity)
{
    private const int Window = 64;
    private readonly Dictionary<string, (uint Highest, ulong Seen)> used = [];
    private readonly PriorityQueue<string, DateTimeOffset> byAge = new();
    private DateTimeOffset forgotten = DateTimeOffset.MinValue;

    /// <summary>Nonces remembered.</summary>
    public int Count => used.Count;

    /// <summary>Uses a count; false if it was used before or can no longer be told.</summary>
    public bool TryUse(string nonce, DateTimeOffset issued, uint count)
    {
        if (count == 0) return false;
        if (!used.TryGetValue(nonce, out var known))
        {
            if (issued <= forgotten) return false;
            used[nonce] = (count, 1);
            byAge.Enqueue(nonce, issued);
            if (used.Count > capacity) ForgetOldest();
            return true;
        }

        if (count > known.Highest)
        {
            var ahead = count - known.Highest;
            used[nonce] = (count, ahead < Window ? (known.Seen << (int)ahead) | 1 : 1);
            return true;
        }

        var behind = known.Highest - count;
        if (behind >= Window || (known.Seen >> (int)behind & 1) == 1) return false;
        used[nonce] = (known.Highest, known.Seen | 1UL << (int)behind);
        return true;
    }

    /// <summary>Forgets what is too old to be accepted anyway.</summary>
    public void ForgetUntil(DateTimeOffset instant)
    {
        while (byAge.TryPeek(out _, out var issued) && issued <= instant) ForgetOldest();
    }

    private void ForgetOldest()
    {
        if (!byAge.TryDequeue(out var nonce, out var issued)) return;
        used.Remove(nonce);
        if (issued > forgotten) forgotten = issued;
    }
}
