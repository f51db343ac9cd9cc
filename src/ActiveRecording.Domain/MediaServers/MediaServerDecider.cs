using System.Diagnostics;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.MediaServers;

/// <summary>
/// The keeper of one Media Server's ports. What it has promised survives a restart, so that all legs of a conference
/// go on meeting on one server.
/// </summary>
public sealed class MediaServerDecider : IDecider<MediaServerState, MediaServerCommand, MediaServerEvent, MediaServerEffect>
{
    /// <inheritdoc/>
    public static MediaServerState Initial { get; } = new(Reservations<MediaServerLeg>.None);

    /// <inheritdoc/>
    public static Decision<MediaServerEvent, MediaServerEffect> Decide(MediaServerState state, MediaServerCommand command) =>
        command switch
        {
            MediaServerCommand.Reserve reserve => Reserve(state, reserve),
            MediaServerCommand.Release release when state.Legs.TryGet(release.LegId, out _) => new(
                [new MediaServerLegReleased(release.At, release.LegId, release.Cause)],
                [new MediaServerEffect.EndLease(release.LegId)]),
            _ => Decision<MediaServerEvent, MediaServerEffect>.Nothing,
        };

    /// <inheritdoc/>
    public static MediaServerState Evolve(MediaServerState state, MediaServerEvent @event) => @event switch
    {
        MediaServerLegReserved reserved =>
            new(state.Legs.With(reserved.LegId, new(reserved.ConferenceId, reserved.Ports, reserved.Until))),
        MediaServerLegReleased released => new(state.Legs.Without(released.LegId)),
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    public static IReadOnlyList<MediaServerEffect> Resume(MediaServerState state) =>
        [.. state.Legs.All.Select(leg => new MediaServerEffect.StartLease(leg.Key, leg.Value.Until))];

    /// <summary>Never: a server waits for its next leg.</summary>
    public static bool IsEnded(MediaServerState state) => false;

    private static Decision<MediaServerEvent, MediaServerEffect> Reserve(MediaServerState state, MediaServerCommand.Reserve reserve)
    {
        if (state.Legs.TryGet(reserve.LegId, out var held) && held.ConferenceId == reserve.ConferenceId)
            return new([], [new MediaServerEffect.Grant(reserve.RequestId)]);
        if (state.Ports + reserve.Ports > reserve.PortCapacity) return new([], [new MediaServerEffect.Refuse(reserve.RequestId)]);
        var until = reserve.At + reserve.Lease;
        return new(
            [new MediaServerLegReserved(reserve.At, reserve.LegId, reserve.ConferenceId, reserve.Ports, until)],
            [new MediaServerEffect.StartLease(reserve.LegId, until), new MediaServerEffect.Grant(reserve.RequestId)]);
    }
}
