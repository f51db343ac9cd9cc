using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Tests;

public sealed class Projections_of_many_nodes
{
    private readonly Desk desk = new();

    [Fact]
    public void Take_every_event_once_although_all_of_them_read_every_shard()
    {
        var nodes = Enumerable.Range(1, 3).Select(node => Slow(node * 7)).ToList();
        foreach (var node in nodes) desk.Projected(through: node);
        TellAll();
        desk.Simulator.RunFor(TimeSpan.FromSeconds(10));

        CheckAll();
        Assert.True(nodes.Sum(node => node.Overtaken) > 0, "Nobody was overtaken");
    }

    [Fact]
    public void Lose_no_change_of_a_recording_of_which_several_shards_tell()
    {
        var calls = new StreamId("call", Told.CallUuid).ShardOf(16);
        desk.Projected(through: Slow(30), shards: calls);
        desk.Projected(through: Slow(1), shards: [.. Enumerable.Range(0, 16).Where(shard => shard != calls)]);
        desk.Tell(Told.Created(), Told.Requested());
        desk.Tell(1, Told.RecorderInvited());
        desk.Tell(Told.Received());
        desk.Simulator.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["media-server", "recorder", "sip-server"],
            desk.Recording!.Indications.Select(told => told.By).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_nothing_again_that_another_node_has_projected()
    {
        var idle = Slow(0);
        desk.Projected(polling: true, through: idle);
        desk.Projected();
        TellAll();
        desk.Simulator.RunFor(TimeSpan.FromSeconds(10));

        CheckAll();
        Assert.Equal((0, 0), (idle.Finds, idle.Overtaken));
    }

    [Fact]
    public void Go_on_where_a_node_that_ended_has_come_to()
    {
        desk.Projected();
        desk.Tell(Told.Created(), Told.Answered());
        desk.Stop();
        desk.Projected(polling: true);
        desk.Tell(Told.Ended());
        desk.Simulator.RunFor(TimeSpan.FromSeconds(3));

        Assert.Equal(CallProgress.Ended, desk.Call!.Progress);
    }

    private SlowReadModels Slow(int milliseconds) => new(desk.Store, desk.Simulator.Time, TimeSpan.FromMilliseconds(milliseconds));

    private void TellAll()
    {
        desk.Tell(Told.Created());
        for (var i = 0; i < 20; i++)
        {
            desk.Tell(Told.Requested(), Told.Started());
            desk.Tell(i + 1, Told.RecorderInvited(), new RecordingSessionPaused(Told.T0.AddSeconds(i)));
            desk.Simulator.RunFor(TimeSpan.FromMilliseconds(3));
        }
    }

    private void CheckAll()
    {
        var told = desk.Recording!.Indications.CountBy(indication => indication.What).ToDictionary();
        Assert.Equal((20, 20, 20), (told["requested"], told["on"], told["paused"]));
    }
}
