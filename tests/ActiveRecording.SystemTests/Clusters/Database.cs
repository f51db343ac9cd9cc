using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Simulation;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>A database that outlives the nodes that write to it.</summary>
/// <param name="simulator">Its clock.</param>
/// <param name="findings">What is wrong with what is written.</param>
internal sealed class Database(Simulator simulator, Findings findings)
{
    private readonly MemoryJournal journal = new();

    /// <summary>It is being restarted: nobody gets an answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>Who is in the cluster.</summary>
    public MemoryMembershipStore Members { get; } = new(simulator.Time);

    /// <summary>What projections made.</summary>
    public MemoryReadModels ReadModels { get; } = new();

    /// <summary>Sees every append.</summary>
    public JournalWitness Witness { get; } = new(simulator, findings);

    /// <summary>The journal, to be read.</summary>
    public IJournal Journal => journal;

    /// <summary>A writer of its own for each life of a node.</summary>
    public MemoryJournal NewWriter() => journal.OtherWriter();
}
