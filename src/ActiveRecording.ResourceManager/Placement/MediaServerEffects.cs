using ActiveRecording.Actors;
using ActiveRecording.Domain;
using ActiveRecording.Domain.MediaServers;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>Carries what a Media Server's keeper says to the proxy, on its strand, and runs the leases.</summary>
internal sealed class MediaServerEffects(TimeProvider time, Action<Action> post, Func<MediaServerChoice> servers)
    : IEffectRunner<MediaServerState, MediaServerCommand, MediaServerEffect>
{
    public void Run(EntityContext<MediaServerCommand> entity, MediaServerState state, MediaServerEffect effect)
    {
        switch (effect)
        {
            case MediaServerEffect.Grant grant:
                post(() => servers().Answered(grant.RequestId, granted: true));
                break;
            case MediaServerEffect.Refuse refuse:
                post(() => servers().Answered(refuse.RequestId, granted: false));
                break;
            case MediaServerEffect.StartLease lease:
                entity.StartTimer(lease.LegId, lease.Until - time.GetUtcNow(), Expiry(lease.LegId));
                break;
            case MediaServerEffect.EndLease lease:
                entity.CancelTimer(lease.LegId);
                post(() => servers().Released(entity.Id, lease.LegId));
                break;
        }
    }

    /// <summary>Holds on to the name only: a lease runs as long as its leg.</summary>
    private static Func<DateTimeOffset, MediaServerCommand> Expiry(string legId) =>
        at => new MediaServerCommand.Release(at, legId, ReleaseCause.Expired);
}
