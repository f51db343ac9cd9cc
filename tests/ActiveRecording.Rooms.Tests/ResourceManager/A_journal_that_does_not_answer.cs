namespace ActiveRecording.Rooms.Tests.ResourceManager;

public sealed class A_journal_that_does_not_answer : ResourceManagerRig
{
    [Fact]
    public void Has_new_sessions_refused_after_3_seconds_and_their_reservations_given_back()
    {
        Database.Stall();
        Caller.Invite(Msml, Proxy);
        Caller.Invite(Record, Proxy);
        Run(2_900);
        Assert.Equal("", Caller.Told);
        Run(200);
        Assert.Equal("503 503", Caller.Told);

        Database.Answer();
        Run(1_000);

        Assert.Equal("", Media1.Told + Recorder1.Told);
        Assert.Equal(
            [
                "media-server/media-1 media-server-leg-released", "media-server/media-1 media-server-leg-reserved",
                "recorder-pool/default recorder-session-placed", "recorder-pool/default recorder-session-released",
            ],
            Journal.Order());
    }
}
