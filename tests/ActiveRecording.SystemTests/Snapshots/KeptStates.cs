using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.SystemTests.Snapshots;

/// <summary>
/// Keeps the state of every call, recording session and recording after each of its events, takes it back and lets the
/// remaining events follow: it has to be the same as without.
/// </summary>
internal static class KeptStates
{
    private static readonly SnapshotCodec<RecordingState> OfRecordings =
        SnapshotCodec<RecordingState>.Of(RecordingJournal.Default.RecordingSnapshot, RecordingSnapshot.Of, kept => kept.Restore());

    /// <summary>The first stream whose states differ, and after which event; null if there is none.</summary>
    /// <param name="stored">Whole streams.</param>
    /// <param name="kept">Counts the states that were kept and taken back.</param>
    public static string? FirstDifference(IEnumerable<StoredEvent> stored, out int kept)
    {
        kept = 0;
        foreach (var stream in stored.GroupBy(one => one.Stream))
        {
            var events = stream.OrderBy(one => one.Sequence).Select(one => one.Data).ToList();
            var difference = stream.Key.Category switch
            {
                "call" => Difference<SwitchedCall, SwitchedCallState, SwitchedCallCommand, CallEvent, SwitchedCallEffect>(
                    events, SwitchedCallJournal.Codec(), SwitchedCallSnapshot.Codec),
                "recording-session" =>
                    Difference<RecordingDialogDecider, RecordingDialogState, RecordingDialogCommand, object, RecordingDialogEffect>(
                        events, RecordingDialogJournal.Codec(), RecordingSessionSnapshot.Codec),
                "recording" => Difference<RecordingDecider, RecordingState, RecordingCommand, RecordingEvent, RecordingEffect>(
                    events, new(RecordingJournal.Default), OfRecordings),
                _ => "",
            };
            if (difference is null) kept += events.Count;
            else if (difference.Length > 0) return $"{stream.Key}: {difference}";
        }

        return null;
    }

    private static string? Difference<TDecider, TState, TCommand, TEvent, TEffect>(
        List<EventData> stored, JournalCodec<TEvent> codec, SnapshotCodec<TState> snapshots)
        where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
        where TEvent : notnull
    {
        var events = stored.ConvertAll(codec.Decode);
        var states = new List<TState> { TDecider.Initial };
        foreach (var @event in events) states.Add(TDecider.Evolve(states[^1], @event));
        var last = DeepText.Of(states[^1]);
        for (var at = 0; at <= events.Count; at++)
        {
            var taken = snapshots.Decode(snapshots.Encode(states[at]));
            if (DeepText.Of(states[at]) != DeepText.Of(taken))
                return $"after event {at}\n{DeepText.Of(states[at])}\nis taken back as\n{DeepText.Of(taken)}";
            var end = DeepText.Of(events.Skip(at).Aggregate(taken, TDecider.Evolve));
            if (end != last) return $"from event {at} on\n{last}\ncomes to\n{end}";
        }

        return null;
    }
}
