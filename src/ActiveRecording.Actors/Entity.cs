using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Actors;

/// <summary>
/// One entity at work: takes commands from its mailbox, decides, appends, speaks. Everything but <see cref="Post"/>
/// and the mailbox happens on its turn, so nothing here is locked. While it loads, appends or waits, commands stay in
/// the mailbox; what is told meanwhile is decided together afterwards and appended once.
/// </summary>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect> : EntityContext<TCommand>, IWorkItem
    where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
    where TEvent : notnull
{
    private readonly EntityRegion<TDecider, TState, TCommand, TEvent, TEffect> region;
    private readonly Mailbox<TCommand> mailbox;
    private readonly EntityTimers<TCommand> timers;
    private readonly ShardEpoch fence;
    private Phase phase;
    private TState state = TDecider.Initial;
    private long sequence;
    private DateTimeOffset lastTold;
    private Action? retired;

    public Entity(EntityRegion<TDecider, TState, TCommand, TEvent, TEffect> region, string id)
        : base(id)
    {
        this.region = region;
        Stream = new StreamId(region.Options.Category, id);
        Shard = region.ShardOf(Stream);
        fence = region.Fence(Shard);
        mailbox = new Mailbox<TCommand>(region.Scheduler, this, region.Options.MailboxMessages);
        timers = new EntityTimers<TCommand>(region.Time, mailbox);
        Signal(Load);
    }

    private enum Phase
    {
        Loading,
        Ready,
        Appending,
        Waiting,
        LookingUp,
        Stopped,
    }

    public StreamId Stream { get; }

    public int Shard { get; }

    public bool IsStopped { get; private set; }

    public Posting Post(Message<TCommand> message) => mailbox.Post(message, bounded: true);

    /// <summary>Queues an action for the entity's turn.</summary>
    public void Signal(Action action) => mailbox.Post(new Message<TCommand> { Subject = action }, bounded: false);

    /// <summary>
    /// Ends the entity after what it was told; <paramref name="ended"/> is called on its turn, or at once if it was forgotten meanwhile.
    /// </summary>
    public void RetireAndThen(Action ended)
    {
        var retire = new Message<TCommand> { Subject = (Action)(() => retired = ended) };
        if (mailbox.Post(retire, bounded: false) == Posting.Closed) ended();
    }

    public override void StartTimer(string name, TimeSpan due, Func<DateTimeOffset, TCommand> commandAt) =>
        timers.Start(name, due, commandAt);

    public override bool CancelTimer(string name) => timers.Cancel(name);

    public override void TellFirst(TCommand command) => mailbox.PutFirst(new Message<TCommand> { Command = command });

    public override bool Tell(TCommand command) => region.Tell(Id, command);

    void IWorkItem.Execute()
    {
        mailbox.Collect();
        if (phase == Phase.Ready) Work();
        if (retired is not null) Retire();
        if (phase == Phase.Stopped) RefuseWaiting();
        if (phase == Phase.Ready && mailbox.IsEmpty && IsForgettable && mailbox.TryClose()) region.Forget(this);
        else if (phase == Phase.Ready && !mailbox.IsEmpty) region.Scheduler.Schedule(this);
        else if (!mailbox.TryRest()) region.Scheduler.Schedule(this);
    }

    /// <summary>Nothing would be lost: no timer runs, and the entity is over, was never born, or is long idle.</summary>
    private bool IsForgettable =>
        timers.IsEmpty && (sequence == 0 || TDecider.IsEnded(state) || region.IsIdle(lastTold));

    /// <summary>Stops once what was told is spoken, or at once while the entity waits for the journal.</summary>
    private void Retire()
    {
        if (phase is Phase.Loading or Phase.Appending or Phase.LookingUp || (phase == Phase.Ready && !mailbox.IsEmpty)) return;
        End();
        RefuseWaiting();
        region.Forget(this);
        retired?.Invoke();
        retired = null;
    }

    private void Stop(string reason, Exception? exception)
    {
        End();
        region.EntityStopped(this, reason, exception);
        RefuseWaiting();
    }

    private void End()
    {
        phase = Phase.Stopped;
        IsStopped = true;
        timers.CancelAll();
        wait?.Dispose();
        RefuseUnderWay();
    }

    private void RefuseWaiting()
    {
        while (mailbox.Dequeue() is { } message)
        {
            if (message.Subject is Query<TState> query) query.Fail(new EntityStoppedException(Stream.ToString(), "see log"));
            else if (message.Subject is Request<TState, TEffect> request) RefuseRequest(request);
            else if (message.Subject is EntityTimer<TCommand> || !region.TryGiveBack(this, message.Command!)) region.CountRefused();
        }
    }
}
