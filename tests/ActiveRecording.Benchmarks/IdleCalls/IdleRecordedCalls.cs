using ActiveRecording.Simulation;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>
/// What a recorded call that nobody touches costs: live heap of all four roles after a forced collection, 1,000 calls
/// that were answered 40 s ago, each with both parties', both media legs' and both recording sessions' dialogs, under
/// virtual time; and what it has put into the journal by then. What the sockets and timers of the simulated network and
/// clock take is told apart: see <see cref="BareSimulator"/>.
/// </summary>
internal static class IdleRecordedCalls
{
    private const int FirstCalls = 10;

    /// <param name="calls">How many; the heap's own grain is spread over them.</param>
    public static IdleCallCost PerCall(int calls)
    {
        var folder = Directory.CreateTempSubdirectory("idle-calls-").FullName;
        try
        {
            return Measure(folder, calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IdleCallCost Measure(string folder, int calls)
    {
        var streams = 3 * calls + 30;
        var simulator = new Simulator();
        var journal = new CountingJournal();
        using var rooms = new FourRooms(simulator, journal, folder, streams);
        rooms.Place(FirstCalls);
        simulator.RunFor(TimeSpan.FromSeconds(40));
        var (sockets, timers) = (simulator.Network.Bound.Count, simulator.Time.Pending.Count);
        var (heap, bytes) = (GC.GetTotalMemory(forceFullCollection: true), journal.Bytes);
        rooms.Place(calls);
        simulator.RunFor(TimeSpan.FromSeconds(40));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - heap;

        Demand(rooms.Parties.Answered, FirstCalls + calls, "answered");
        Demand(journal.Count("recording-started"), FirstCalls + calls, "recorded");
        var simulated = BareSimulator.Bytes(
            simulator.Network.Bound.Count - sockets, simulator.Time.Pending.Count - timers);
        return new(
            (grown - simulated) / (double)calls, simulated / (double)calls, (journal.Bytes - bytes) / (double)calls);
    }

    private static void Demand(int actual, int expected, string what)
    {
        if (actual != expected) throw new InvalidOperationException($"{actual} calls of {expected} were {what}.");
    }
}
