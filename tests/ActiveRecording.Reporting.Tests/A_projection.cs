using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Tests;

public sealed class A_projection
{
    private readonly Desk desk = new();

    [Fact]
    public void Catches_up_with_what_was_appended_before_it_started()
    {
        desk.Tell(Told.Created(), Told.Answered());
        desk.Projected();

        Assert.Equal(CallProgress.Answered, desk.Call!.Progress);
    }

    [Fact]
    public void Goes_on_where_it_stopped_and_takes_nothing_twice()
    {
        desk.Projected();
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested());
        desk.Stop();
        desk.Tell(Told.Started());
        Assert.Equal(SwitchView.Requested, desk.Recording!.Switch);
        desk.Projected();

        Assert.Equal(["requested", "on"], desk.Recording!.Indications.Select(told => told.What));
    }

    [Fact]
    public void Looks_for_itself_when_nobody_rings()
    {
        desk.Projected(polling: true);
        desk.Tell(Told.Created());
        Assert.Null(desk.Call);

        desk.Simulator.RunFor(TimeSpan.FromSeconds(2));
        Assert.NotNull(desk.Call);
    }

    [Fact]
    public void Passes_over_what_it_has_no_name_for()
    {
        desk.Projected();
        desk.Tell(Told.Created());
        desk.Append(new StreamId("call", Told.CallUuid), new EventData("call-dialog-noted", 1, "{}"u8.ToArray()));
        desk.Append(new StreamId("dn", "1001"), new EventData("dn-registered", 1, "{}"u8.ToArray()));
        desk.Tell(Told.Invited());

        Assert.Equal(CallProgress.Ringing, desk.Call!.Progress);
    }

    [Fact]
    public void Leaves_out_a_broken_event_and_goes_on()
    {
        var runner = desk.Projected();
        desk.Tell(Told.Created());
        desk.Append(new StreamId("call", Told.CallUuid), new EventData("call-answered", 1, Encoding.UTF8.GetBytes("{\"at\":")));
        desk.Tell(Told.Ended(CallEndCause.Abandoned, 487));

        Assert.Equal((CallProgress.Ended, 487), (desk.Call!.Progress, desk.Call.Status));
        var leftOut = Assert.Single(runner.LeftOut.First);
        Assert.Equal((1, 2, $"event 2 of call/{Told.CallUuid}, call-answered version 1"), (runner.LeftOut.Count, leftOut.Position, leftOut.What));
    }

    [Fact]
    public void Leaves_out_no_event_silently_that_no_part_of_the_program_knows()
    {
        var runner = desk.Projected();
        desk.Tell(Told.Created());
        desk.Append(new StreamId("call", Told.CallUuid), new EventData("unheard-of", 1, "{}"u8.ToArray()));
        desk.Tell(Told.Invited());

        Assert.Equal(CallProgress.Ringing, desk.Call!.Progress);
        Assert.Equal("no part of this program has a name for it", Assert.Single(runner.LeftOut.First).Reason);
    }

    [Fact]
    public void Counts_what_it_left_out_beyond_what_it_remembers()
    {
        var runner = desk.Projected();
        for (var i = 0; i < 150; i++) desk.Append(new StreamId("call", Told.CallUuid), new EventData("unheard-of", 1, "{}"u8.ToArray()));

        Assert.Equal((150, 100), (runner.LeftOut.Count, runner.LeftOut.First.Count));
    }

    [Fact]
    public void Takes_many_events_page_by_page()
    {
        desk.Tell(Told.Created());
        for (var i = 0; i < 400; i++) desk.Tell(Told.Invited(), Told.Requested());
        desk.Projected();

        Assert.Equal(RecordingDocument.MaxIndications, desk.Recording!.Indications.Count);
    }
}
