using ActiveRecording.Archive.Files;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Nodes;

/// <summary>What a node runs on.</summary>
public sealed record NodeDrivers
{
    public required INetwork Network { get; init; }

    public required IScheduler Scheduler { get; init; }

    /// <summary>Runs what waits for disks, three works at once; null where that may run on <see cref="Scheduler"/>.</summary>
    public IScheduler? Disk { get; init; }

    public required TimeProvider Time { get; init; }

    public required IIdentifiers Identifiers { get; init; }

    public required IJournal Journal { get; init; }

    /// <summary>Tells projections that the journal grew; null where they poll.</summary>
    public IJournalFeed? Feed { get; init; }

    /// <summary>The journal that the media process writes, if it is another one than <see cref="Journal"/>.</summary>
    public IJournal? MediaJournal { get; init; }

    /// <summary>Where projections keep what they made of the journal.</summary>
    public required IReadModelStore ReadModels { get; init; }

    /// <summary>What joins this node with others; null for a node alone.</summary>
    public ClusterDrivers? Cluster { get; init; }

    public required ILoggerFactory Logging { get; init; }

    /// <summary>Sees every SIP message of every room.</summary>
    public ISipTrace? SipTrace { get; init; }

    /// <summary>How much room a disk has.</summary>
    public FreeSpaceProbe FreeSpace { get; init; } = ActiveRecording.Archive.Files.FreeSpace.OfDisk;
}
