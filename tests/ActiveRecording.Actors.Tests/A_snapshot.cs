using System.Text;
using ActiveRecording.EventSourcing;
using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class A_snapshot
{
    private static readonly StreamId P = new("purse", "p");
    private readonly World world = NewWorld(null).Started();

    [Fact]
    public void Is_kept_every_so_many_events_and_shortens_the_replay()
    {
        Save(25);
        var next = Restarted();

        Assert.Equal(25, next.State().Coins);
        Assert.Equal(20, next.Journal.LastReadAfter);
        Assert.Equal((20, """{"Coins":20,"IsWound":false,"IsOver":false}"""), (Kept().Sequence, Text(Kept())));
    }

    [Fact]
    public void Counts_on_from_the_last_one_after_a_restart()
    {
        Save(25);
        var next = Restarted();
        for (var i = 0; i < 4; i++) TellOne(next);
        Assert.Equal(20, Kept().Sequence);

        TellOne(next);
        Assert.Equal(30, Kept().Sequence);
    }

    [Theory]
    [InlineData("purse-snapshot", 2, """{"Coins":7}""")]
    [InlineData("purse-snapshot", 4, """{"Coins":7}""")]
    [InlineData("another-snapshot", 3, """{"Coins":7}""")]
    [InlineData("purse-snapshot", 3, "{")]
    [InlineData("purse-snapshot", 3, "null")]
    public void Of_another_form_or_broken_is_left_out_and_every_event_replayed(string name, int version, string payload)
    {
        Save(25);
        var strange = new StreamSnapshot(P, 24, new(name, version, Encoding.UTF8.GetBytes(payload)));
        world.Simulator.Run(() => world.Memory.SaveSnapshotAsync(strange, CancellationToken.None));
        var next = Restarted();

        Assert.Equal(25, next.State().Coins);
        Assert.Equal(0, next.Journal.LastReadAfter);
    }

    [Fact]
    public void That_cannot_be_kept_harms_nobody()
    {
        Save(1);
        world.Journal.IsUnreadable = true;
        Save(24);
        Assert.Equal(25, world.State().Coins);

        world.Journal.IsUnreadable = false;
        Save(10);
        Assert.Equal(30, Kept().Sequence);
    }

    [Fact]
    public void Is_not_taken_where_none_is_wanted()
    {
        var never = new World(options: new() { Category = "purse", SnapshotEvery = 0 }).Started();
        for (var i = 0; i < 200; i++) TellOne(never);

        Assert.Null(KeptBy(never));
    }

    private static World NewWorld(World? before) => new(
        before?.Memory.OtherWriter(), new() { Category = "purse", SnapshotEvery = 10 }, before?.Simulator);

    private static void TellOne(World told)
    {
        told.Tell(new PutIn(1));
        told.Settle();
    }

    private static string Text(StreamSnapshot kept) => Encoding.UTF8.GetString(kept.Data.Payload.Span);

    private static StreamSnapshot? KeptBy(World keeper) =>
        keeper.Simulator.Run(() => keeper.Memory.ReadSnapshotAsync(P, CancellationToken.None));

    private World Restarted() => NewWorld(world).Started();

    private StreamSnapshot Kept() => KeptBy(world)!;

    private void Save(int coins)
    {
        for (var i = 0; i < coins; i++) TellOne(world);
    }
}
