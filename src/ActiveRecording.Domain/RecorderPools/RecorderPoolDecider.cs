using System.Diagnostics;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.RecorderPools;

/// <summary>
/// Chooses recorders in turn, within their capacity; the sessions of one recording meet on one recorder.
/// </summary>
public sealed class RecorderPoolDecider : IDecider<RecorderPoolState, RecorderPoolCommand, RecorderPoolEvent, RecorderPoolEffect>
{
    /// <inheritdoc/>
    public static RecorderPoolState Initial { get; } = new(Reservations<RecorderSession>.None, "");

    /// <inheritdoc/>
    public static Decision<RecorderPoolEvent, RecorderPoolEffect> Decide(RecorderPoolState state, RecorderPoolCommand command) =>
        command switch
        {
            RecorderPoolCommand.Place place => Place(state, place),
            RecorderPoolCommand.Release release when state.Sessions.TryGet(release.SessionId, out _) => new(
                [new RecorderSessionReleased(release.At, release.SessionId, release.Cause)],
                [new RecorderPoolEffect.EndLease(release.SessionId)]),
            _ => Decision<RecorderPoolEvent, RecorderPoolEffect>.Nothing,
        };

    /// <inheritdoc/>
    public static RecorderPoolState Evolve(RecorderPoolState state, RecorderPoolEvent @event) => @event switch
    {
        RecorderSessionPlaced placed => new(
            state.Sessions.With(placed.SessionId, new(placed.RecordId, placed.Recorder, placed.Ports, placed.Until)), placed.Recorder),
        RecorderSessionReleased released => state with { Sessions = state.Sessions.Without(released.SessionId) },
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    public static IReadOnlyList<RecorderPoolEffect> Resume(RecorderPoolState state) =>
        [.. state.Sessions.All.Select(session => new RecorderPoolEffect.StartLease(session.Key, session.Value.Until))];

    /// <summary>Never: a pool waits for its next session.</summary>
    public static bool IsEnded(RecorderPoolState state) => false;

    private static Decision<RecorderPoolEvent, RecorderPoolEffect> Place(RecorderPoolState state, RecorderPoolCommand.Place place)
    {
        var isHeld = state.Sessions.TryGet(place.SessionId, out var held);
        if (isHeld && !place.Tried.Contains(held.Recorder, StringComparer.Ordinal))
            return new([], [new RecorderPoolEffect.Grant(place.RequestId, held.Recorder)]);
        if (Choose(state, place) is not { } recorder)
        {
            return isHeld
                ? new(
                    [new RecorderSessionReleased(place.At, place.SessionId, ReleaseCause.Refused)],
                    [new RecorderPoolEffect.EndLease(place.SessionId), new RecorderPoolEffect.Refuse(place.RequestId)])
                : new([], [new RecorderPoolEffect.Refuse(place.RequestId)]);
        }

        var until = place.At + place.Lease;
        return new(
            [new RecorderSessionPlaced(place.At, place.SessionId, place.RecordId, recorder, place.Ports, until)],
            [new RecorderPoolEffect.StartLease(place.SessionId, until), new RecorderPoolEffect.Grant(place.RequestId, recorder)]);
    }

    /// <summary>The recorder of the recording's other session, else the next in turn; null if none has room.</summary>
    private static string? Choose(RecorderPoolState state, RecorderPoolCommand.Place place)
    {
        var open = place.Candidates
            .Where(candidate => !place.Tried.Contains(candidate.Name, StringComparer.Ordinal))
            .Where(candidate => state.PortsOf(candidate.Name) + place.Ports <= candidate.PortCapacity)
            .Select(candidate => candidate.Name)
            .ToList();
        if (state.RecorderOf(place.RecordId) is { } same && open.Contains(same)) return same;
        var order = place.Candidates.Select(candidate => candidate.Name).ToList();
        var last = order.IndexOf(state.LastRecorder);
        return order.Skip(last + 1).Concat(order.Take(last + 1)).FirstOrDefault(open.Contains);
    }
}
