using System.Text.Json.Serialization;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests;

public abstract record PurseCommand
{
    public sealed record PutIn(int Coins) : PurseCommand;

    /// <summary>An effect without an event.</summary>
    public sealed record Look : PurseCommand;

    /// <summary>Ticks after a second, until cancelled.</summary>
    public sealed record Wind : PurseCommand;

    public sealed record Unwind : PurseCommand;

    public sealed record Tick(DateTimeOffset At) : PurseCommand;

    public sealed record GiveAway : PurseCommand;

    public sealed record FailInDecide : PurseCommand;

    /// <summary>Fails with its words.</summary>
    public sealed record FailOver(string Words) : PurseCommand;

    public sealed record FailInEvolve : PurseCommand;

    public sealed record FailInEffect : PurseCommand;
}

public abstract record PurseEvent
{
    [JournalName("coins-put-in", 1)]
    public sealed record CoinsPutIn(int Coins) : PurseEvent;

    [JournalName("purse-wound", 1)]
    public sealed record Wound : PurseEvent;

    [JournalName("purse-given-away", 1)]
    public sealed record GivenAway : PurseEvent;

    [JournalName("purse-torn", 1)]
    public sealed record Torn : PurseEvent;
}

public abstract record PurseEffect
{
    public sealed record Say(string Words) : PurseEffect;

    public sealed record SetTimer : PurseEffect;

    public sealed record ClearTimer : PurseEffect;

    public sealed record Fail : PurseEffect;
}

public sealed record PurseState(int Coins, bool IsWound, bool IsOver);

[JournalName("purse-snapshot", 3)]
public sealed record PurseSnapshot(int Coins, bool IsWound, bool IsOver)
{
    public static PurseSnapshot Of(PurseState state) => new(state.Coins, state.IsWound, state.IsOver);

    public PurseState Restore() => new(Coins, IsWound, IsOver);
}

/// <summary>A behaviour with everything the engine has to carry: events, effects, timers, an end, and flaws.</summary>
public abstract class Purse : IDecider<PurseState, PurseCommand, PurseEvent, PurseEffect>
{
    public static PurseState Initial { get; } = new(0, false, false);

    public static Decision<PurseEvent, PurseEffect> Decide(PurseState state, PurseCommand command) => command switch
    {
        PurseCommand.PutIn put => new(
            [new PurseEvent.CoinsPutIn(put.Coins)], [new PurseEffect.Say($"has {state.Coins + put.Coins}")]),
        PurseCommand.Look => new([], [new PurseEffect.Say($"sees {state.Coins}")]),
        PurseCommand.Wind => new([new PurseEvent.Wound()], [new PurseEffect.SetTimer()]),
        PurseCommand.Unwind => new([], [new PurseEffect.ClearTimer()]),
        PurseCommand.Tick tick => new([], [new PurseEffect.Say($"ticks at {tick.At:ss}")]),
        PurseCommand.GiveAway => new([new PurseEvent.GivenAway()], [new PurseEffect.Say("is gone")]),
        PurseCommand.FailInDecide => throw new InvalidOperationException("Decide fails"),
        PurseCommand.FailOver over => throw new InvalidOperationException(over.Words),
        PurseCommand.FailInEvolve => new([new PurseEvent.Torn()], [new PurseEffect.Say("is never said")]),
        _ => new(
            [new PurseEvent.CoinsPutIn(100)],
            [new PurseEffect.Say("before"), new PurseEffect.Fail(), new PurseEffect.Say("is never said")]),
    };

    public static PurseState Evolve(PurseState state, PurseEvent @event) => @event switch
    {
        PurseEvent.CoinsPutIn put => state with { Coins = state.Coins + put.Coins },
        PurseEvent.Wound => state with { IsWound = true },
        PurseEvent.GivenAway => state with { IsOver = true },
        _ => throw new InvalidOperationException("Evolve fails"),
    };

    public static IReadOnlyList<PurseEffect> Resume(PurseState state) =>
        state.IsWound ? [new PurseEffect.Say("resumes"), new PurseEffect.SetTimer()] : [new PurseEffect.Say("resumes")];

    public static bool IsEnded(PurseState state) => state.IsOver;
}

[JsonSerializable(typeof(PurseEvent.CoinsPutIn))]
[JsonSerializable(typeof(PurseEvent.Wound))]
[JsonSerializable(typeof(PurseEvent.GivenAway))]
[JsonSerializable(typeof(PurseEvent.Torn))]
[JsonSerializable(typeof(PurseSnapshot))]
public sealed partial class PurseJson : JsonSerializerContext;
