using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Tests;

public sealed class A_recording_that_failed
{
    private readonly Desk desk = new();

    public A_recording_that_failed() => desk.Projected();

    [Fact]
    public void Is_listed_with_its_reason_although_no_recorder_ever_saw_it()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested(), Told.Failed("603 No recorder available"));

        Assert.Equal(
            (RecordingProgress.Failed, "603 No recorder available"), (desk.Recording!.Progress, desk.Recording.Reason));
        Assert.Equal(("1001", "1003"), (desk.Recording.RecordDn, desk.Recording.OtherDn));
    }

    [Fact]
    public void Is_listed_although_it_was_never_even_asked_for()
    {
        desk.Tell(Told.Created(), Told.Failed("no Media Server within 500 ms"));

        Assert.Equal(
            (RecordingProgress.Failed, "no Media Server within 500 ms"), (desk.Recording!.Progress, desk.Recording.Reason));
        Assert.Equal(SwitchView.Failed, desk.Call!.Recording!.State);
    }

    [Fact]
    public void Is_one_that_was_on_until_the_end_and_reached_no_recorder()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested(), Told.Started(), Told.Stopped(), Told.Ended());

        Assert.Equal((RecordingProgress.Failed, "no recorder received it"), (desk.Recording!.Progress, desk.Recording.Reason));
    }

    [Fact]
    public void Is_one_whose_recorder_refused_the_session()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested(), Told.Started());
        desk.Tell(1, Told.RecorderInvited(), new RecordingSessionFailed(Told.T0.AddSeconds(3), "503 Service Unavailable"));

        Assert.Equal((RecordingProgress.Failed, "503 Service Unavailable"), (desk.Recording!.Progress, desk.Recording.Reason));
        Assert.Contains(desk.Recording.Indications, told => told is { By: "media-server", What: "recorder-invited" });
    }

    [Fact]
    public void Is_one_whose_file_could_not_be_made()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested(), Told.Started());
        desk.Tell([.. Told.Received(), .. Told.Completed(), Told.SealingGivenUp()]);

        Assert.Equal((RecordingProgress.Failed, "No space left on device"), (desk.Recording!.Progress, desk.Recording.Reason));
    }

    [Fact]
    public void Keeps_what_was_received_before_it_broke_off_and_says_what_was_amiss()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested(), Told.Started());
        desk.Tell(Told.Received());
        desk.Tell(Told.Failed("media server lost"));
        desk.Tell([.. Told.Completed(), Told.Sealed()]);

        Assert.Equal((RecordingProgress.Sealed, "media server lost"), (desk.Recording!.Progress, desk.Recording.Reason));
    }
}
