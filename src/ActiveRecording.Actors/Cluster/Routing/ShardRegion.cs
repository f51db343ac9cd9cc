using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>
/// Reaches the entities of one category wherever they live. What is meant for an entity here goes straight to it; the
/// rest is a request with an identity, sent to the owner of the shard and sent again until it is answered, which the
/// entity applies once. Requests wait, up to a bound, while a shard is on the move.
/// </summary>
/// <remarks>Commands keep their order only as long as none of them has to be sent again.</remarks>
public sealed partial class ShardRegion<TCommand, TReply> : IClusterPart
    where TCommand : notnull
    where TReply : notnull
{
    private readonly ShardRegionOptions options;
    private readonly IEntities<TCommand, TReply> entities;
    private readonly ShardCoordinator shards;
    private readonly MessageCodec<TCommand> commands;
    private readonly MessageCodec<TReply> replies;
    private readonly RequestWire wire;
    private readonly IScheduler scheduler;
    private readonly IIdentifiers identifiers;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Strand strand;
    private NodeId? self;

    /// <param name="options">The bounds.</param>
    /// <param name="entities">Those of this node, which have the same shards as those of every other.</param>
    /// <param name="shards">Says which are here.</param>
    /// <param name="node">This node in the cluster.</param>
    /// <param name="commands">How commands travel.</param>
    /// <param name="replies">How replies travel.</param>
    /// <param name="scheduler">Runs the router.</param>
    /// <param name="identifiers">Gives requests their identity.</param>
    public ShardRegion(
        ShardRegionOptions options, IEntities<TCommand, TReply> entities, ShardCoordinator shards, ClusterNode node,
        MessageCodec<TCommand> commands, MessageCodec<TReply> replies, IScheduler scheduler, IIdentifiers identifiers)
    {
        (this.options, this.entities, this.shards, this.commands, this.replies) = (options, entities, shards, commands, replies);
        (this.scheduler, this.identifiers, time, log) = (scheduler, identifiers, node.Time, node.Log);
        strand = new Strand(scheduler, log.ClusterFailed);
        entities.GivenBack = TakeBack;
        wire = new RequestWire(node.Courier, entities.Category);
        wire.Open(
            (from, request) => strand.Post(() => Receive(from, request)),
            (from, reply) => strand.Post(() => Answered(from, reply)));
        shards.Opened += _ => strand.Post(Redirect);
        shards.Moved += () => strand.Post(Redirect);
        node.Add(this);
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Tells an entity a command, wherever it lives. A command to another node is applied once or, if nobody can be
    /// reached for long, given up, counted and logged.</summary>
    /// <returns>False when nothing will come of it: the mailbox is full, the entity stopped, or too much is waiting.</returns>
    public bool Tell(string id, TCommand command)
    {
        var shard = entities.ShardOf(id);
        if (shards.IsHere(shard) && (entities.Tell(id, command) || shards.IsHere(shard))) return shards.IsHere(shard);
        return Post(id, shard, command, isQuestion: false, null);
    }

    /// <summary>Tells an entity a command and gives its reply, once what it decided is durable.</summary>
    /// <exception cref="RequestFailedException">There is none.</exception>
    public Task<TReply> AskAsync(string id, TCommand command) => RequestAsync(id, command, isQuestion: false);

    /// <summary>The reply that the state of an entity gives as it is.</summary>
    /// <exception cref="RequestFailedException">There is none.</exception>
    public Task<TReply> QueryAsync(string id) => RequestAsync(id, default, isQuestion: true);

    void IClusterPart.Changed(NodeId life, MemberList members) => strand.Post(() => self = life);

    void IClusterPart.Over() => strand.Post(() => self = null);

    void IClusterPart.Tick() => strand.Post(Resend);

    Task IClusterPart.HandedOverAsync() => Task.CompletedTask;

    private Task<TReply> RequestAsync(string id, TCommand? command, bool isQuestion)
    {
        var asker = new TaskCompletionSource<TReply>();
        if (!Post(id, entities.ShardOf(id), command, isQuestion, asker))
            Complete(asker, new RequestFailedException(Name(id), AnswerKind.Refused, "too many requests are waiting"));
        return asker.Task;
    }

    private bool TakeBack(string id, TCommand command) => Post(id, entities.ShardOf(id), command, isQuestion: false, null);

    private bool Post(string id, int shard, TCommand? command, bool isQuestion, TaskCompletionSource<TReply>? asker)
    {
        if (Interlocked.Increment(ref waiting) > options.Waiting)
        {
            RefuseNew();
            return false;
        }

        var request = new Outgoing<TCommand, TReply>
        {
            Id = new RequestId(identifiers.NextUInt64()),
            Entity = id,
            Shard = shard,
            Command = command,
            IsQuestion = isQuestion,
            Asker = asker,
            Until = Now + options.GiveUpAfter,
        };
        strand.Post(() =>
        {
            outgoing.Add(request.Id, request);
            Send(request);
        });
        return true;
    }

    /// <summary>Continues whoever waits in a work item of its own, never on the strand.</summary>
    private void Complete(TaskCompletionSource<TReply>? asker, TReply reply)
    {
        if (asker is not null) scheduler.Schedule(new Deferred(() => asker.TrySetResult(reply)));
    }

    private void Complete(TaskCompletionSource<TReply>? asker, RequestFailedException failure)
    {
        if (asker is not null) scheduler.Schedule(new Deferred(() => asker.TrySetException(failure)));
    }

    private string Name(string id) => $"{entities.Category}/{id}";
}
