using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Simulation;

/// <summary>
/// A scheduler stepped by hand on one thread: first come first served, or in an order drawn from a seed, as a thread
/// pool might have run it.
/// </summary>
/// <param name="order">Null: first come first served.</param>
public sealed class VirtualScheduler(IIdentifiers? order = null) : IScheduler
{
    private readonly Lock gate = new();
    private readonly List<IWorkItem> ready = [];
    private int? stepper;

    /// <summary>
    /// Where the first item was scheduled from that came from another thread while this one was stepping: something does
    /// not run on the scheduler, and the run cannot be repeated. Null if there was none.
    /// </summary>
    public string? Intrusion { get; private set; }

    /// <summary>Items queued and not yet run.</summary>
    public int Ready
    {
        get
        {
            lock (gate) return ready.Count;
        }
    }

    /// <inheritdoc/>
    public void Schedule(IWorkItem item)
    {
        lock (gate)
        {
            ready.Add(item);
            if (stepper is { } thread && thread != Environment.CurrentManagedThreadId) Intrusion ??= Environment.StackTrace;
        }
    }

    /// <summary>From here on until null is set, items are expected from this thread only.</summary>
    internal void Expect(int? thread)
    {
        lock (gate) stepper = thread;
    }

    /// <summary>Runs one item; false if there is none. What the item throws is thrown here.</summary>
    public bool Step()
    {
        IWorkItem item;
        lock (gate)
        {
            if (ready.Count == 0) return false;
            var index = order is null ? 0 : (int)(order.NextUInt64() % (ulong)ready.Count);
            item = ready[index];
            ready.RemoveAt(index);
        }

        item.Execute();
        return true;
    }
}
