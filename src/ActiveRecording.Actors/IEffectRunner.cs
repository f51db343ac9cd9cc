namespace ActiveRecording.Actors;

/// <summary>
/// Carries effects to the outside. It is called on the entity's turn, after the events of the decision are durable;
/// it must return quickly. After a crash or restart an effect may run again.
/// </summary>
public interface IEffectRunner<TState, TCommand, TEffect>
{
    /// <summary>Runs one effect.</summary>
    /// <param name="entity">The entity that decided it.</param>
    /// <param name="state">The entity's state after the decision that the effect belongs to.</param>
    /// <param name="effect">What is to be done.</param>
    void Run(EntityContext<TCommand> entity, TState state, TEffect effect);
}
