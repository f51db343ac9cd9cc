namespace ActiveRecording.Actors;

/// <content>Commands with an identity, and losing one's shard.</content>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect>
{
    /// <summary>A request is repeated within seconds, so its events are among the latest of the stream.</summary>
    private const int EventsSearched = 256;

    private const int RequestsRemembered = 1024;
    private static readonly TimeSpan LeaseLook = TimeSpan.FromMilliseconds(20);
    private HashSet<RequestId>? decided;
    private Message<TCommand>? lookedUp;

    /// <summary>Ends the entity without another word, and forgets it: its shard is somebody else's.</summary>
    public void LoseShard()
    {
        region.Forget(this);
        Signal(Lose);
    }

    private void Lose()
    {
        End();
        RefuseWaiting();
        region.Forget(this);
        region.Woken(Id);
        retired?.Invoke();
        retired = null;
    }

    /// <summary>
    /// Whether a request was not decided before. One that was is answered from the state; when it is not known yet,
    /// <see cref="decided"/> is null.
    /// </summary>
    private bool IsNew(Request<TState, TEffect> request)
    {
        if (decided is null && sequence == 0) decided = [];
        if (decided is null) return false;
        if (!decided.Contains(request.Id)) return true;
        request.Answer(state, []);
        return false;
    }

    private void Remember(RequestId request)
    {
        if (decided is null || decided.Count >= RequestsRemembered) decided = null;
        else decided.Add(request);
    }

    /// <summary>The first request since the entity was loaded: the journal says which ones were decided lately.</summary>
    private void LookUpRequests(Message<TCommand> message)
    {
        phase = Phase.LookingUp;
        lookedUp = message;
        var task = ReadRequestsAsync();
        if (task.IsCompleted) RequestsLookedUp(task);
        else EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>.OnTurn(task, this, RequestsLookedUp);
    }

    private async Task<HashSet<RequestId>> ReadRequestsAsync()
    {
        var found = new HashSet<RequestId>();
        var after = Math.Max(0, sequence - EventsSearched);
        await foreach (var stored in region.Journal.ReadStreamAsync(Stream, after, CancellationToken.None))
            found.Add(RequestId.Of(stored.AppendId));
        return found;
    }

    private void RequestsLookedUp(Task<HashSet<RequestId>> task)
    {
        var message = lookedUp!;
        var request = (Request<TState, TEffect>)message.Subject!;
        (lookedUp, phase) = (null, Phase.Ready);
        if (!task.IsCompletedSuccessfully)
        {
            request.Refuse(AnswerKind.Moved, "the journal does not say whether it was decided");
            return;
        }

        decided = task.Result;
        if (!IsNew(request)) return;
        Batch<TState, TCommand, TEvent, TEffect>? batch = null;
        TryDecide(message, ref batch);
        if (batch is not null) Append(batch);
        else RestartIfPoisoned();
    }

    /// <summary>Requests whose append or look-up is under way may be asked again: the journal knows their identity.</summary>
    private void RefuseUnderWay()
    {
        var steps = pending?.Steps;
        var asked = lookedUp?.Subject as Request<TState, TEffect>;
        (pending, lookedUp) = (null, null);
        asked?.Refuse(AnswerKind.Moved, "the entity stopped");
        if (steps is null) return;
        foreach (var step in steps)
        {
            if (step.Message.Subject is Query<TState> query) query.Fail(new EntityStoppedException(Stream.ToString(), "see log"));
            else (step.Message.Subject as Request<TState, TEffect>)?.Refuse(AnswerKind.Moved, "the entity stopped");
        }
    }

    private void RefuseRequest(Request<TState, TEffect> request) => request.Refuse(
        region.Accepts(Shard) ? AnswerKind.Refused : AnswerKind.Moved, $"{Stream} is stopped");

    /// <summary>The node was asleep: it does nothing until it knows that it is still a member.</summary>
    private void AwaitLease()
    {
        phase = Phase.Waiting;
        WaitFor(LeaseLook, () => phase = Phase.Ready);
    }
}
