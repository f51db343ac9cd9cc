using ActiveRecording.Domain.Recordings;
using static ActiveRecording.Domain.Tests.Recordings.Given;

namespace ActiveRecording.Domain.Tests.Recordings;

public sealed class A_complete_recording
{
    private static readonly RecordingCommand[] Whole = [Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10), End("S2", 10.1)];

    [Fact]
    public void Is_sealed_once_its_file_is_durable()
    {
        var (events, effects) = State(Whole).When(new ReportSealed(Made, After(11)));

        Assert.Equal([new RecordingSealed("R", Call, Made, After(10.1), After(11))], events);
        Assert.Equal([new RemoveSpools()], effects);
    }

    [Fact]
    public void Is_over_when_its_spools_are_gone()
    {
        var done = State([.. Whole, new ReportSealed(Made, After(11))]);
        Assert.False(RecordingDecider.IsEnded(done));

        var (events, _) = done.When(new ReportSpoolsRemoved(After(12)));

        Assert.Equal([new RecordingSpoolsRemoved(After(12))], events);
        Assert.True(RecordingDecider.IsEnded(events.Aggregate(done, RecordingDecider.Evolve)));
    }

    [Fact]
    public void Comes_after_the_wait()
    {
        var (events, effects) = State(Offer("S1", "1001"), End("S1", 1)).When(new StopAwaiting(After(3)));

        Assert.Equal([new RecordingCompleted("R", Call, After(3))], events);
        Assert.Equal([new SealRecording(0)], effects);
    }

    [Fact]
    public void Is_sealed_at_a_later_attempt_when_the_disk_refuses()
    {
        var (events, effects) = State(Whole).When(new ReportSealingFailed("No space left", After(11)));

        Assert.Equal([new RecordingSealingFailed(1, "No space left", After(11))], events);
        Assert.Equal([new SealRecording(1)], effects);
    }

    [Fact]
    public void Fails_with_the_reason_when_the_disk_never_gives_way()
    {
        var refusals = Enumerable.Repeat(new ReportSealingFailed("No space left", After(11)), RecordingDecider.MaxSealingAttempts - 1);

        var (events, effects) = State([.. Whole, .. refusals]).When(new ReportSealingFailed("No space left", After(60)));

        Assert.Equal(new RecordingFailed("R", Call, "No space left", After(60)), events[^1]);
        Assert.Empty(effects);
    }

    [Fact]
    public void Takes_no_more_sessions() => Assert.Equal(
        [new RefuseSession("S3", SessionRefusal.Complete)], State(Whole).When(Offer("S3", "1001", 20)).Effects);

    [Fact]
    public void Ignores_a_report_that_comes_twice()
    {
        var state = State([.. Whole, new ReportSealed(Made, After(11))]);

        Assert.Equal(([], []), state.When(new ReportSealed(Made, After(12))));
    }
}
