using System.Text.Json.Serialization;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.Passivation;

/// <summary>A lamp that goes out by itself a while after it was lit.</summary>
internal sealed class Lamp : IDecider<LampState, LampCommand, LampEvent, LampEffect>
{
    public const string Category = "lamp";
    public const int Shards = 16;

    public static LampState Initial { get; } = new(IsLit: false, Changes: 0);

    public static Decision<LampEvent, LampEffect> Decide(LampState state, LampCommand command) => state.IsLit == command.Lit
        ? Decision<LampEvent, LampEffect>.Nothing
        : new([new LampEvent(command.Lit)], [new LampEffect(command.Lit)]);

    public static LampState Evolve(LampState state, LampEvent @event) => new(@event.Lit, state.Changes + 1);

    public static IReadOnlyList<LampEffect> Resume(LampState state) => [new LampEffect(state.IsLit)];

    public static bool IsEnded(LampState state) => false;
}

/// <param name="IsLit">Whether it is.</param>
/// <param name="Changes">How often it changed.</param>
[JournalName("lamp-snapshot", 1)]
internal sealed record LampState(bool IsLit, int Changes);

/// <param name="Lit">Whether it is to be.</param>
internal sealed record LampCommand(bool Lit);

/// <param name="Lit">Whether it is now.</param>
[JournalName("lamp-changed", 1)]
internal sealed record LampEvent(bool Lit);

/// <param name="Lit">Whether a timer has to put it out.</param>
internal sealed record LampEffect(bool Lit);

[JsonSerializable(typeof(LampEvent))]
[JsonSerializable(typeof(LampState))]
internal sealed partial class LampJson : JsonSerializerContext;
