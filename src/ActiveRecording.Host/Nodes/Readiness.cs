namespace ActiveRecording.Host.Nodes;

/// <summary>Whether a node takes calls, and if not, why.</summary>
public sealed class Readiness
{
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, string> reasons = new(StringComparer.Ordinal);

    /// <summary>Why not, one sentence each; none: ready.</summary>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            lock (gate) return [.. reasons.Select(static reason => $"{reason.Key}: {reason.Value}")];
        }
    }

    /// <summary><paramref name="part"/> is not ready, or no longer.</summary>
    public void NotReady(string part, string reason)
    {
        lock (gate) reasons[part] = reason;
    }

    /// <summary><paramref name="part"/> is ready.</summary>
    public void Ready(string part)
    {
        lock (gate) reasons.Remove(part);
    }
}
