namespace ActiveRecording.Domain.Calls;

/// <summary>The state of an insertion after each of its events.</summary>
internal static class InsertionEvolution
{
    public static CallState Evolve(CallState.Answered call, InsertionEvent @event) => @event is MediaServerInserted
        ? call with { Anchored = true, Insertion = null }
        : call with { Insertion = Next(call.Insertion, @event) };

    private static Insertion? Next(Insertion? insertion, InsertionEvent @event) => (insertion, @event) switch
    {
        (null, CallRecordingOrdered e) => new Insertion.Opening(e.Order),
        (Insertion i, PartyMoveBegun e) => new Insertion.Moving(i.Order, i.Moved, e.Leg, e.Attempt),
        (Insertion i, PartyMoved e) => i with { Moved = i.Moved.With(e.Leg) },
        (Insertion.Moving i, PartyMovePaused e) => new Insertion.Pausing(i.Order, i.Moved, i.Party, i.Attempt, e.Until),
        (Insertion i, InsertionFailed e) => new Insertion.Restoring(i.Order, i.Moved, e.Reason),
        (Insertion.Restoring i, PartyRestored e) => i with { Moved = i.Moved.With(e.Leg, moved: false), Until = null },
        (Insertion.Restoring i, PartyRestorePaused e) => i with { Attempt = i.Attempt + 1, Until = e.Until },
        _ => insertion,
    };
}
