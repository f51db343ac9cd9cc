using ActiveRecording.Rtp.Packets;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Network;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_recording : MediaServerStage
{
    [Fact]
    public void Invites_the_recorder_once_for_each_party()
    {
        Recorded();
        Run(50);

        Assert.Equal(
            [RecorderUri("1001", "1003"), RecorderUri("1003", "1001")],
            Recorder.Invites.Select(invite => invite.RequestUri.ToString()));
        Assert.Equal("INVITE INVITE", Told);
        Assert.Equal(2, Recorder.Agent.Acks.Count);
        var invite = Recorder.Invites[0];
        Assert.Equal("01AE904GK088LFQD2CGB02LAES0000EP", invite.Headers.First("X-Genesys-CallUUID"));
        Assert.Equal("<sip:127.0.0.1:5360;lr>", invite.Routes[0].ToString());
    }

    [Fact]
    public void Offers_each_party_sendonly_in_the_codecs_both_have()
    {
        Recorded();
        Run(50);

        foreach (var invite in Recorder.Invites)
        {
            var audio = Assert.Single(VirtualRecorder.OfferOf(invite).Media);
            Assert.Equal([PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent], audio.Payloads);
            Assert.Equal(Direction.SendOnly, audio.Direction);
        }
    }

    [Fact]
    public void Invites_the_recorder_once_for_both_parties_when_the_profile_says_so()
    {
        var (a, b) = Recorded(";recmediactl=1");
        Talk(a, b, 5);

        var invite = Assert.Single(Recorder.Invites);
        Assert.Equal("1001", invite.RequestUri.Parameters["dn"]);
        Assert.Equal("1003", invite.RequestUri.Parameters["otherDN"]);
        Assert.Equal(2, VirtualRecorder.OfferOf(invite).Media.Count);
        Assert.Equal(Alice.Said, Recorder.Streams[0].Heard);
        Assert.Equal(Bob.Said, Recorder.Streams[1].Heard);
    }

    [Fact]
    public void Copies_each_party_byte_for_byte_from_the_answer_on()
    {
        var (a, b) = Bridge();
        Talk(a, b, 3);
        var start = StartRecording(a, b);
        Talk(a, b, 2);
        a.Execute(start);
        Talk(a, b, 50);

        Assert.Equal(Alice.Said[3..], Recorder.Streams[0].Heard);
        Assert.Equal(Bob.Said[3..], Recorder.Streams[1].Heard);
        Assert.Equal(Alice.Said, Bob.Heard);
        Assert.True(RtcpReader.TryParse(Recorder.Streams[0].Reports[0], out var compound));
        Assert.True(compound.TryRead(out var report) && report.TryGetSenderReport(out _));
    }

    [Fact]
    public void Ends_with_its_conference_while_the_call_goes_on()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        Assert.Equal(new MsmlResult(MsmlResponse.Ok), a.Execute(new MsmlRequest([new DestroyConference($"conf:{ConferenceId}_record")])));
        Talk(a, b, 5);

        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(5, Recorder.Streams[0].Heard.Count);
        Assert.Equal(10, Bob.Heard.Count);
        Assert.Equal(2, Room.Media.PortPairs);
        Assert.True(EndsWithGoodbye(Recorder.Streams[0].Reports[^1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ends_with_either_leg_and_leaks_no_port(bool first)
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        (first ? a : b).Bye();
        Run(50);
        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(Alice.Said, Recorder.Streams[0].Heard);

        (first ? b : a).Bye();
        Run(50);
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Passes_on_when_its_call_ended_also_after_a_restart()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        var endedAt = Now.AddMilliseconds(-300);
        Simulator.Network.Rule = datagram => datagram.To.Port == 5360 ? DatagramFate.Lost : DatagramFate.Delivered;
        a.Bye(endedAt);
        Run(50);
        Assert.Equal(0, Recorder.Agent.Count(SipMethod.Bye));
        Simulator.Network.Rule = null;
        Crash();
        Run(50);

        var byes = Recorder.Agent.Requests.Where(request => request.Method == SipMethod.Bye).ToList();
        Assert.Equal(2, byes.Count);
        Assert.All(byes, bye => Assert.Equal(UtcInstant.ToText(endedAt), bye.Headers.First(HeaderNames.CallEnded)));
    }

    [Fact]
    public void Ends_now_when_nobody_says_when_its_call_ended()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        var now = Now;
        a.Bye();
        Run(50);

        Assert.InRange(Recorder.Agent.Last(SipMethod.Bye).CallEnded!.Value, now.AddMilliseconds(-1), now.AddMilliseconds(10));
    }

    [Fact]
    public void Of_a_call_over_before_the_recorder_answered_is_delivered_all_the_same()
    {
        Recorder.Agent.Answers = _ => null;
        var (a, b) = Recorded();
        Talk(a, b, 5);
        a.Bye();
        b.Bye();
        Run(1_000);
        Assert.Empty(Recorder.Streams);

        Recorder.Agent.Answers = Recorder.Answer;
        foreach (var invite in Recorder.Invites) Recorder.Agent.Answer(invite, Recorder.Answer(invite));
        Run(100);
        Assert.Equal(Alice.Said, Recorder.Streams[0].Heard);
        Assert.Equal(Bob.Said, Recorder.Streams[1].Heard);
        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Follows_the_parties_to_another_codec()
    {
        var (a, b) = Recorded();
        Run(50);
        a.Reinvite(Alice.Describe(PayloadFormat.Pcma));
        b.Reinvite(Bob.Describe(PayloadFormat.Pcma));
        Run(50);

        var last = VirtualRecorder.OfferOf(Recorder.Agent.Last(SipMethod.Invite));
        Assert.Equal([PayloadFormat.Pcma], last.Media[0].Payloads);
        Assert.True(last.Origin.Version > 1);
    }

    [Fact]
    public void Accepts_both_content_types_and_answers_in_kind()
    {
        var (a, b) = Bridge();
        Assert.Equal(new MsmlResult(MsmlResponse.Ok), a.Execute(StartRecording(a, b), MsmlBody.StandardContentType));
    }

    private string RecorderUri(string dn, string otherDn) =>
        $"sip:record={RecordingId}@127.0.0.1:5360;calluuid=01AE904GK088LFQD2CGB02LAES0000EP;dn={dn};recordDN=1001;otherDN={otherDn}"
        + $";connId=009a021843038407;ani=1001;dnis=+49%207;dateTime={AnsweredAt};filename=1001_1003%3Bx%3Dy";

    private static bool EndsWithGoodbye(byte[] datagram)
    {
        Assert.True(RtcpReader.TryParse(datagram, out var compound));
        var last = RtcpPacketType.SenderReport;
        while (compound.TryRead(out var packet)) last = packet.Type;
        return last == RtcpPacketType.Goodbye;
    }
}
