using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>The stored form of a call's state. Another meaning of a field, or of an event, needs another version.</summary>
/// <param name="Call">What the domain decided.</param>
/// <param name="Routing">Null before there is a call.</param>
/// <param name="Legs">The legs that have a dialog, parties first.</param>
/// <param name="Known">What its peers asked lately.</param>
[JournalName("call-snapshot", version: 1)]
public sealed record SwitchedCallSnapshot(
    CallState Call, CallRouted? Routing, IReadOnlyList<LegSnapshot> Legs, IReadOnlyList<KnownRequest> Known)
{
    /// <summary>Encodes and decodes.</summary>
    public static SnapshotCodec<SwitchedCallState> Codec { get; } = SnapshotCodec<SwitchedCallState>.Of(
        SwitchedCallJournal.Default.SwitchedCallSnapshot, Of, static kept => kept.Restore());

    /// <summary>What is kept of a state.</summary>
    public static SwitchedCallSnapshot Of(SwitchedCallState state) => new(
        state.Call,
        state.Routing,
        [.. Domain.Calls.Legs.Ids.Where(leg => state.Dialogs[leg] is not null).Select(leg => LegSnapshot.Of(leg, state.Dialogs[leg]!))],
        state.Known.All);

    /// <summary>The state that was kept.</summary>
    public SwitchedCallState Restore() => new(
        Call, Routing, Legs.Aggregate(new LegDialogs(), static (dialogs, kept) => dialogs.With(kept.Leg, kept.Restore())))
    {
        Known = KnownRequests.Of(Known),
    };
}

/// <summary>A leg's dialog and, as in the journal beside it, its session timer.</summary>
public sealed record LegSnapshot(LegId Leg, LegDialog Dialog, SessionTimerState? Session)
{
    /// <summary>What is kept of a dialog.</summary>
    public static LegSnapshot Of(LegId leg, LegDialog dialog) => new(leg, dialog, dialog.Session);

    /// <summary>The dialog that was kept.</summary>
    public LegDialog Restore() => Dialog with { Session = Session };
}
