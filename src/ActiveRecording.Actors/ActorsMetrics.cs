using System.Diagnostics.Metrics;

namespace ActiveRecording.Actors;

/// <summary>What the engine counts, tagged with the entities' category.</summary>
internal static class ActorsMetrics
{
    private static readonly Meter Meter = new("ActiveRecording.Actors");

    public static readonly Counter<long> Restarted = Meter.CreateCounter<long>(
        "entities_restarted", description: "Entities restarted from the journal after a failure");

    public static readonly Counter<long> Stopped = Meter.CreateCounter<long>(
        "entities_stopped", description: "Entities stopped for good");

    public static readonly UpDownCounter<long> StoppedNow = Meter.CreateUpDownCounter<long>(
        "stopped_entities", description: "Entities that are stopped and wait for an operator");

    public static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "commands_refused", description: "Commands refused because a mailbox was full or its entity stopped");

    public static readonly Counter<long> AppendsRepeated = Meter.CreateCounter<long>(
        "appends_repeated", description: "Appends repeated because the journal refused them or did not answer");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "requests_dropped", description: "Requests to entities on other nodes that were refused, failed or given up");

    public static KeyValuePair<string, object?> Category(string category) => new("category", category);
}
