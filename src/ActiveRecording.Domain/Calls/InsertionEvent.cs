using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Calls;

/// <summary>What happened while the Media Server was brought into a direct call.</summary>
public abstract record InsertionEvent(DateTimeOffset At) : CallEvent(At);

/// <summary>A recording was asked for in a call whose media is direct.</summary>
[JournalName("call-recording-ordered", version: 1)]
public sealed record CallRecordingOrdered(DateTimeOffset At, RecordingOrder Order) : InsertionEvent(At);

/// <summary>A party's media leg was asked for the offer that will lead the party there.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">The party.</param>
/// <param name="Attempt">From 1.</param>
[JournalName("party-move-begun", version: 1)]
public sealed record PartyMoveBegun(DateTimeOffset At, LegId Leg, int Attempt) : InsertionEvent(At);

/// <summary>A party has agreed to the Media Server's address.</summary>
[JournalName("party-moved", version: 1)]
public sealed record PartyMoved(DateTimeOffset At, LegId Leg) : InsertionEvent(At);

/// <summary>A party's own offer crossed ours (RFC 3261 §14.1).</summary>
/// <param name="At">When.</param>
/// <param name="Leg">The party.</param>
/// <param name="Until">When it is asked again.</param>
[JournalName("party-move-paused", version: 1)]
public sealed record PartyMovePaused(DateTimeOffset At, LegId Leg, DateTimeOffset Until) : InsertionEvent(At);

/// <summary>The Media Server cannot be brought in; whoever was moved goes back.</summary>
[JournalName("insertion-failed", version: 1)]
public sealed record InsertionFailed(DateTimeOffset At, string Reason) : InsertionEvent(At);

/// <summary>A party has agreed to the other party's address again.</summary>
[JournalName("party-restored", version: 1)]
public sealed record PartyRestored(DateTimeOffset At, LegId Leg) : InsertionEvent(At);

/// <summary>A party's own offer crossed the one that leads it back.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">The party.</param>
/// <param name="Until">When it is asked again.</param>
[JournalName("party-restore-paused", version: 1)]
public sealed record PartyRestorePaused(DateTimeOffset At, LegId Leg, DateTimeOffset Until) : InsertionEvent(At);

/// <summary>
/// The media goes through the Media Server from now on: both parties were moved, or one was and would not go back.
/// </summary>
[JournalName("media-server-inserted", version: 1)]
public sealed record MediaServerInserted(DateTimeOffset At) : InsertionEvent(At);
