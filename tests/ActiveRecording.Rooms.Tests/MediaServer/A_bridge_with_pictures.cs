using ActiveRecording.Sdp;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_bridge_with_pictures : MediaServerStage
{
    private static readonly PayloadFormat H264 = new(97, new CodecName("H264", 90000), "packetization-mode=1");
    private readonly Party aliceCamera;
    private readonly Party bobCamera;

    public A_bridge_with_pictures()
    {
        aliceCamera = new Party(Simulator.Network, 10020);
        bobCamera = new Party(Simulator.Network, 10022);
    }

    [Fact]
    public void Carries_both_kinds_apart()
    {
        var (a, b) = Seen();
        Show(a, b, 5);

        Assert.Equal(Alice.Said, Bob.Heard);
        Assert.Equal(aliceCamera.Said, bobCamera.Heard);
        Assert.Equal(bobCamera.Said, aliceCamera.Heard);
    }

    [Fact]
    public void Is_recorded_with_them()
    {
        Recorder.TakesVideo = true;
        var (a, b) = Seen();
        a.Execute(StartRecording(a, b));
        Run(50);
        Show(a, b, 5);

        foreach (var invite in Recorder.Invites)
            Assert.Equal(["audio", "video"], VirtualRecorder.OfferOf(invite).Media.Select(media => media.Kind));
        Assert.Equal([Alice.Said, aliceCamera.Said, Bob.Said, bobCamera.Said], Recorder.Streams.Select(stream => stream.Heard));
    }

    [Fact]
    public void Is_recorded_in_one_session_of_four_streams_where_the_profile_says_so()
    {
        Recorder.TakesVideo = true;
        var (a, b) = Seen(";recmediactl=1");
        a.Execute(StartRecording(a, b));
        Run(50);
        Show(a, b, 5);

        Assert.Equal(
            ["audio", "audio", "video", "video"],
            VirtualRecorder.OfferOf(Assert.Single(Recorder.Invites)).Media.Select(media => media.Kind));
        Assert.Equal([Alice.Said, Bob.Said, aliceCamera.Said, bobCamera.Said], Recorder.Streams.Select(stream => stream.Heard));
    }

    [Fact]
    public void Is_recorded_without_them_by_a_recorder_that_refuses_them()
    {
        var (a, b) = Seen();
        a.Execute(StartRecording(a, b));
        Run(50);
        Show(a, b, 5);
        b.Reinvite(WithPictures(Bob, bobCamera, Direction.SendOnly));
        Run(50);

        Assert.Equal(Alice.Said, Recorder.Streams[0].Heard);
        Assert.Empty(Recorder.Streams[1].Heard);
        var last = VirtualRecorder.OfferOf(Recorder.Agent.Last(Sip.Messages.SipMethod.Invite));
        Assert.Equal([true, false], last.Media.Select(media => media.IsActive));
        a.Bye();
        b.Bye();
        Run(50);
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Without_the_callees_is_recorded_as_sound()
    {
        var (a, b) = (Leg("1001"), Leg("1003"));
        a.Invite(WithPictures(Alice, aliceCamera));
        b.Invite(Nowhere(PayloadFormat.Pcmu));
        b.Reinvite(Bob.Describe(PayloadFormat.Pcmu));
        a.Execute(StartRecording(a, b));
        Run(50);

        Assert.All(Recorder.Invites, invite => Assert.Single(VirtualRecorder.OfferOf(invite).Media));
    }

    private (SwitchLeg A, SwitchLeg B) Seen(string parameters = "")
    {
        var (a, b) = (Leg("1001", parameters), Leg("1003", parameters));
        a.Invite(WithPictures(Alice, aliceCamera));
        b.Invite(WithPictures(Bob, bobCamera));
        return (a, b);
    }

    private void Show(SwitchLeg a, SwitchLeg b, int packets)
    {
        for (var packet = 0; packet < packets; packet++)
        {
            aliceCamera.Say(a.Media, 97, line: 1);
            bobCamera.Say(b.Media, 97, line: 1);
            Talk(a, b, 1);
        }
    }

    private static SessionDescription WithPictures(Party voice, Party camera, Direction direction = Direction.SendRecv)
    {
        var sound = voice.Describe(direction, PayloadFormat.Pcmu);
        return sound with
        {
            Media = [.. sound.Media, MediaDescription.Create("video", camera.Endpoints.Rtp.Port, [H264], direction)],
        };
    }
}
