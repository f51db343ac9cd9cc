namespace ActiveRecording.Actors.Inspection;

/// <summary>The latest commands that made entities fail, kept in memory for operators. May be used from any thread.</summary>
/// <param name="most">How many are kept; the oldest give way. 0 keeps none.</param>
public sealed class PoisonMessages(int most)
{
    private readonly Lock gate = new();
    private readonly Queue<PoisonMessage> kept = new();

    /// <summary>Those kept, oldest first.</summary>
    public IReadOnlyList<PoisonMessage> Kept
    {
        get
        {
            lock (gate) return [.. kept];
        }
    }

    internal void Add(PoisonMessage message)
    {
        lock (gate)
        {
            kept.Enqueue(message);
            if (kept.Count > most) kept.Dequeue();
        }
    }
}
