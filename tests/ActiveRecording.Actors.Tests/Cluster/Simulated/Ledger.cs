using System.Text.Json.Serialization;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

public abstract record LedgerCommand
{
    /// <summary>Writes a word down and says it.</summary>
    [MessageName("write", 1)]
    public sealed record Write(string Word) : LedgerCommand;

    /// <summary>Writes a word down now and once more in a while, whatever happens meanwhile.</summary>
    [MessageName("promise", 1)]
    public sealed record Promise(string Word) : LedgerCommand;

    [MessageName("keep", 1)]
    public sealed record Keep(string Word) : LedgerCommand;

    [MessageName("fail", 1)]
    public sealed record Fail : LedgerCommand;
}

public abstract record LedgerEvent(string Word)
{
    [JournalName("word-written", 1)]
    public sealed record Written(string Word) : LedgerEvent(Word);

    [JournalName("word-promised", 1)]
    public sealed record Promised(string Word) : LedgerEvent(Word);

    [JournalName("word-kept", 1)]
    public sealed record Kept(string Word) : LedgerEvent(Word);
}

public abstract record LedgerEffect(string Word)
{
    public sealed record Say(string Word) : LedgerEffect(Word);

    public sealed record Wait(string Word) : LedgerEffect(Word);
}

[MessageName("ledger", 1)]
public sealed record LedgerReply(int Words);

/// <param name="Words">Written so far.</param>
/// <param name="Open">Promised and not kept yet.</param>
public sealed record LedgerState(int Words, IReadOnlyList<string> Open);

/// <summary>An entity of which every loss and every repetition can be seen.</summary>
public abstract class Ledger : IDecider<LedgerState, LedgerCommand, LedgerEvent, LedgerEffect>
{
    public static LedgerState Initial { get; } = new(0, []);

    public static Decision<LedgerEvent, LedgerEffect> Decide(LedgerState state, LedgerCommand command) => command switch
    {
        LedgerCommand.Write write => new([new LedgerEvent.Written(write.Word)], [new LedgerEffect.Say(write.Word)]),
        LedgerCommand.Promise promise => new([new LedgerEvent.Promised(promise.Word)], [new LedgerEffect.Wait(promise.Word)]),
        LedgerCommand.Keep keep when state.Open.Contains(keep.Word) =>
            new([new LedgerEvent.Kept(keep.Word)], [new LedgerEffect.Say(keep.Word)]),
        LedgerCommand.Keep => Decision<LedgerEvent, LedgerEffect>.Nothing,
        _ => throw new InvalidOperationException("It fails"),
    };

    public static LedgerState Evolve(LedgerState state, LedgerEvent @event) => @event switch
    {
        LedgerEvent.Promised promised => state with { Open = [.. state.Open, promised.Word] },
        LedgerEvent.Kept kept => new(state.Words + 1, [.. state.Open.Where(word => word != kept.Word)]),
        _ => state with { Words = state.Words + 1 },
    };

    public static IReadOnlyList<LedgerEffect> Resume(LedgerState state) =>
        [.. state.Open.Select(word => new LedgerEffect.Wait(word))];

    public static bool IsEnded(LedgerState state) => false;
}

[JsonSerializable(typeof(LedgerEvent.Written))]
[JsonSerializable(typeof(LedgerEvent.Promised))]
[JsonSerializable(typeof(LedgerEvent.Kept))]
[JsonSerializable(typeof(LedgerCommand.Write))]
[JsonSerializable(typeof(LedgerCommand.Promise))]
[JsonSerializable(typeof(LedgerCommand.Keep))]
[JsonSerializable(typeof(LedgerCommand.Fail))]
[JsonSerializable(typeof(LedgerReply))]
public sealed partial class LedgerJson : JsonSerializerContext;
