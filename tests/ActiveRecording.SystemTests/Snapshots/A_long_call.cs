using ActiveRecording.Actors;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SystemTests.Calls;

namespace ActiveRecording.SystemTests.Snapshots;

/// <summary>A recorded call that is held and retrieved again and again.</summary>
public sealed class A_long_call : IDisposable
{
    private const int Holds = 5;
    private readonly House house = new();

    [Fact]
    public void Keeps_its_state_so_that_few_events_follow()
    {
        Talk();
        var written = house.Written().ToList();
        var call = Assert.Single(written.Select(one => one.Stream).Where(stream => stream.Category == "call").Distinct());
        var kept = Kept(call)!;

        Assert.True(SwitchedCallSnapshot.Codec.Knows(kept.Data));
        Assert.InRange(written.Count(one => one.Stream == call) - kept.Sequence, 0, EntityRegionOptions.ShortReplay);
        Assert.Null(KeptStates.FirstDifference(written, out var states));
        Assert.InRange(states, written.Count(one => one.Stream == call), int.MaxValue);
    }

    [Fact]
    public void Keeps_nothing_more_when_it_is_over()
    {
        house.HangUp(Talk());
        house.Sealed();
        house.RunFor(30);

        var streams = house.Written().Select(one => one.Stream).Distinct().ToList();
        Assert.Contains(streams, stream => stream.Category == "recording-session");
        Assert.All(streams.Where(stream => stream.Category is "call" or "recording-session" or "recording"), stream => Assert.Null(Kept(stream)));
    }

    public void Dispose() => house.Dispose();

    private HandPeer Talk()
    {
        var (carol, erin) = (house.Peer("carol"), house.Peer("erin"));
        house.Connect(carol, erin);
        for (var hold = 0; hold < Holds; hold++)
        {
            carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
            house.RunFor(0.5);
            carol.Send(carol.Next(SipMethod.Invite, carol.Sdp()));
            house.RunFor(0.5);
        }

        return carol;
    }

    private StreamSnapshot? Kept(StreamId stream) =>
        house.Simulator.Run(() => house.Journal.ReadSnapshotAsync(stream, CancellationToken.None));
}
