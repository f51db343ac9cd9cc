using System.Net;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_bridge : MediaServerStage
{
    [Fact]
    public void Gives_each_leg_an_address_of_its_own_and_every_codec_offered()
    {
        var (a, b) = (Leg("1001"), Leg("1003"));
        var opus = new PayloadFormat(96, new CodecName("opus", 48000, 2), "useinbandfec=1");
        a.Invite(Alice.Describe(opus, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent));
        b.Invite(Nowhere(opus, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent));

        Assert.Equal(16000, a.Media.Media[0].Port);
        Assert.Equal([opus, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent], a.Media.Media[0].Payloads);
        Assert.Equal(Direction.SendRecv, a.Media.DirectionOf(a.Media.Media[0]));
        Assert.Equal(ConnectionAddress.From(IPAddress.Loopback), a.Media.Connection);
        Assert.Equal(16002, b.Media.Media[0].Port);
        Assert.Equal(Direction.Inactive, b.Media.DirectionOf(b.Media.Media[0]));
    }

    [Fact]
    public void Carries_media_between_the_parties_without_MSML()
    {
        var (a, b) = Bridge();
        Talk(a, b, 5);

        Assert.Equal(Alice.Said, Bob.Heard);
        Assert.Equal(Bob.Said, Alice.Heard);
        Assert.Equal(Direction.SendRecv, b.Media.DirectionOf(b.Media.Media[0]));
    }

    [Fact]
    public void Carries_the_first_words_of_a_party_not_described_yet()
    {
        var (a, b) = (Leg("1001"), Leg("1003"));
        a.Invite(Alice.Describe(PayloadFormat.Pcmu));
        b.Invite(Nowhere(PayloadFormat.Pcmu));
        Bob.Say(b.Media);
        Run(5);

        Assert.Single(Alice.Heard);
    }

    [Fact]
    public void Answers_the_same_description_with_the_same_edition_and_another_with_the_next()
    {
        var (a, _) = Bridge();
        var first = a.Media;

        a.Reinvite(Alice.Describe(PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent));
        Assert.Equal(first, a.Media);

        a.Reinvite(Alice.Describe(Direction.SendOnly, PayloadFormat.Pcmu));
        Assert.Equal(first.Origin.Next(), a.Media.Origin);
        Assert.Equal(Direction.RecvOnly, a.Media.DirectionOf(a.Media.Media[0]));
        Assert.Equal(first.Media[0].Port, a.Media.Media[0].Port);
    }

    [Fact]
    public void Follows_a_party_to_another_address()
    {
        var (a, b) = Bridge();
        var moved = new Party(Simulator.Network, 10010);
        a.Reinvite(moved.Describe(PayloadFormat.Pcmu));
        Talk(a, b, 1);

        Assert.Single(moved.Heard);
        Assert.Empty(Alice.Heard);
    }

    [Fact]
    public void Sends_nothing_to_a_party_on_hold()
    {
        var (a, b) = Bridge();
        a.Reinvite(Alice.Describe(Direction.Inactive, PayloadFormat.Pcmu));
        Talk(a, b, 2);

        Assert.Empty(Alice.Heard);
        Assert.Empty(Bob.Heard);
    }

    [Fact]
    public void Makes_the_offer_when_the_invitation_has_none()
    {
        var a = Leg("1001");
        a.Invite(offer: null, answer: Alice.Describe(PayloadFormat.Pcmu));
        var b = Leg("1003").Invite(offer: null, answer: Bob.Describe(PayloadFormat.Pcmu));

        Assert.Equal([PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent], a.Media.Media[0].Payloads);
        Assert.Equal([PayloadFormat.Pcmu], b.Media.Media[0].Payloads);
        Run(5);
        Talk(a, b, 2);
        Assert.Equal(Alice.Said, Bob.Heard);
        Assert.Equal(Bob.Said, Alice.Heard);
    }

    [Fact]
    public void Offers_what_was_agreed_when_asked_for_an_offer_again()
    {
        var (a, b) = Bridge();
        a.Reinvite(Alice.Describe(Direction.SendOnly, PayloadFormat.Pcmu));
        a.Reinvite(offer: null, answer: Alice.Describe(PayloadFormat.Pcmu));
        Run(5);
        Talk(a, b, 1);

        Assert.Equal(Direction.SendRecv, a.Media.DirectionOf(a.Media.Media[0]));
        Assert.Single(Alice.Heard);
    }

    [Fact]
    public void Relays_video_beside_audio()
    {
        var offer = Alice.Describe(PayloadFormat.Pcmu);
        var h264 = new PayloadFormat(97, new CodecName("H264", 90000), "packetization-mode=1");
        var a = Leg("1001").Invite(offer with { Media = [.. offer.Media, MediaDescription.Create("video", 10020, [h264])] });

        Assert.Equal(16002, a.Media.Media[1].Port);
        Assert.Equal([h264], a.Media.Media[1].Payloads);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Gives_every_port_back_when_both_legs_are_gone()
    {
        var (a, b) = Bridge();
        Assert.Equal(2, Room.Media.PortPairs);

        Assert.Equal(200, a.Bye().StatusCode);
        Assert.Equal(200, b.Bye().StatusCode);
        Assert.Equal(0, Room.Media.PortPairs);
        Assert.Equal(481, a.Bye().StatusCode);
    }

    [Fact]
    public void Hangs_up_a_leg_whose_answer_is_never_acknowledged()
    {
        var invite = Leg("1001").CreateInvite(Alice.Describe(PayloadFormat.Pcmu));
        Assert.Equal(200, Switch.Ask(invite).StatusCode);
        Run(33_000);

        Assert.Equal(1, Switch.Count(SipMethod.Bye));
        Assert.Equal(0, Room.Media.PortPairs);
    }
}
