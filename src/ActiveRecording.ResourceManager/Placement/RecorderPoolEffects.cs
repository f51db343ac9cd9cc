using ActiveRecording.Actors;
using ActiveRecording.Domain;
using ActiveRecording.Domain.RecorderPools;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>Carries what the recorder pool says to the proxy, on its strand, and runs the leases.</summary>
internal sealed class RecorderPoolEffects(TimeProvider time, Action<Action> post, Func<RecorderChoice> recorders)
    : IEffectRunner<RecorderPoolState, RecorderPoolCommand, RecorderPoolEffect>
{
    public void Run(EntityContext<RecorderPoolCommand> entity, RecorderPoolState state, RecorderPoolEffect effect)
    {
        switch (effect)
        {
            case RecorderPoolEffect.Grant grant:
                post(() => recorders().Answered(grant.RequestId, grant.Recorder));
                break;
            case RecorderPoolEffect.Refuse refuse:
                post(() => recorders().Answered(refuse.RequestId, null));
                break;
            case RecorderPoolEffect.StartLease lease:
                entity.StartTimer(lease.SessionId, lease.Until - time.GetUtcNow(), Expiry(lease.SessionId));
                break;
            case RecorderPoolEffect.EndLease lease:
                entity.CancelTimer(lease.SessionId);
                break;
        }
    }

    /// <summary>Holds on to the name only: a lease runs as long as its call.</summary>
    private static Func<DateTimeOffset, RecorderPoolCommand> Expiry(string sessionId) =>
        at => new RecorderPoolCommand.Release(at, sessionId, ReleaseCause.Expired);
}
