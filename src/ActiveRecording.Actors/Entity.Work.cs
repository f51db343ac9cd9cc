using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Deciding and speaking.</content>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect>
{
    private void Work()
    {
        if (mailbox.IsEmpty) return;
        if (!region.Holds(fence))
        {
            Lose();
            return;
        }

        if (!region.Lease.IsHeld)
        {
            AwaitLease();
            return;
        }

        lastTold = region.Time.GetUtcNow();
        Batch<TState, TCommand, TEvent, TEffect>? batch = null;
        for (var taken = 0; taken < region.Options.BatchCommands; taken++)
        {
            if (batch is not null && mailbox.Next?.Subject is Request<TState, TEffect>) break;
            if (mailbox.Dequeue() is not { } message) break;
            if (message.Subject is EntityTimer<TCommand> timer && !timers.TryTake(timer)) continue;
            if (message.Subject is Request<TState, TEffect> { IsQuestion: false } request && !IsNew(request))
            {
                if (decided is not null) continue;
                LookUpRequests(message);
                return;
            }

            if (!TryDecide(message, ref batch) || batch?.Request is not null) break;
        }

        if (batch is not null) Append(batch);
        else RestartIfPoisoned();
    }

    /// <summary>Decides one message; without events before or in it, it is spoken at once, else it joins the batch.</summary>
    private bool TryDecide(Message<TCommand> message, ref Batch<TState, TCommand, TEvent, TEffect>? batch)
    {
        var current = batch is null ? state : batch.State;
        try
        {
            if (message.Subject is EntityTimer<TCommand> fired) message.Command = fired.Command;
            var request = message.Subject as Request<TState, TEffect>;
            var decision = message.Subject is Query<TState> || request is { IsQuestion: true }
                ? Decision<TEvent, TEffect>.Nothing
                : TDecider.Decide(current, message.Command!);
            for (var i = 0; i < decision.Events.Count; i++) current = TDecider.Evolve(current, decision.Events[i]);
            var step = new Batch<TState, TCommand, TEvent, TEffect>.Step(current, decision.Effects, message);
            if (batch is null && decision.Events.Count == 0)
            {
                Speak(step);
                return poison is null;
            }

            batch ??= new Batch<TState, TCommand, TEvent, TEffect>(state) { Request = request?.Id };
            batch.State = current;
            batch.Events.AddRange(decision.Events);
            batch.Steps.Add(step);
            return true;
        }
        catch (Exception exception)
        {
            poison = (exception, message.Command);
            (message.Subject as Request<TState, TEffect>)?.Refuse(AnswerKind.Failed, exception.Message);
            return false;
        }
    }

    private void Speak(in Batch<TState, TCommand, TEvent, TEffect>.Step step)
    {
        if (step.Message.Subject is Query<TState> query) query.Answer(step.State);
        else Run(step.State, step.Effects, step.Message.Command);
        (step.Message.Subject as Request<TState, TEffect>)?.Answer(step.State, step.Effects);
    }

    /// <summary>Runs effects in order; after a failure the rest of this command's effects is left to Resume.</summary>
    private void Run(TState after, IReadOnlyList<TEffect> effects, object? cause)
    {
        for (var i = 0; i < effects.Count; i++)
        {
            try
            {
                region.Runner.Run(this, after, effects[i]);
            }
            catch (Exception exception)
            {
                poison ??= (exception, cause);
                return;
            }
        }
    }
}
