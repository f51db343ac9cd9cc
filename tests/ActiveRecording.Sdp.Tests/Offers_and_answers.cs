using System.Net;

namespace ActiveRecording.Sdp.Tests;

public sealed class Offers_and_answers
{
    private static readonly ConnectionAddress Here = ConnectionAddress.From(IPAddress.Parse("127.0.0.9"));

    [Fact]
    public void An_answer_keeps_the_offers_order_and_numbers()
    {
        var offer = Offer("m=audio 4000 RTP/AVP 8 0 97\r\na=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-16\r\na=ptime:30\r\n");

        Assert.True(OfferAnswer.TryAnswer(offer, Local(new LocalMedia("audio", 5000, [CodecName.Pcmu, CodecName.TelephoneEvent])), out var answer));

        Assert.Equal([PayloadFormat.Pcmu, new(97, CodecName.TelephoneEvent, "0-16")], answer.Media[0].Payloads);
        Assert.Equal(5000, answer.Media[0].Port);
        Assert.Equal(30, answer.Media[0].Ptime);
    }

    [Fact]
    public void A_relay_takes_any_codec() =>
        Assert.True(OfferAnswer.TryAnswer(
            Offer("m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 exotic/12000\r\n"), Local(new LocalMedia("audio", 5000)), out _));

    [Fact]
    public void Events_alone_are_no_common_codec() =>
        Assert.False(OfferAnswer.TryAnswer(
            Offer("m=audio 4000 RTP/AVP 18 97\r\na=rtpmap:97 telephone-event/8000\r\n"),
            Local(new LocalMedia("audio", 5000, [CodecName.Pcmu, CodecName.TelephoneEvent])), out _));

    [Fact]
    public void Streams_are_matched_by_position_and_refused_with_port_0()
    {
        var offer = Samples.Parse(Samples.AudioAndVideo);

        Assert.True(OfferAnswer.TryAnswer(offer, Local(new LocalMedia("audio", 5000)), out var answer));

        Assert.Equal([("audio", 5000), ("video", 0), ("application", 0)], answer.Media.Select(m => (m.Kind, m.Port)));
        Assert.Equal(Direction.RecvOnly, answer.DirectionOf(answer.Media[0]));
    }

    [Theory]
    [InlineData("sendrecv", Direction.SendRecv, Direction.SendRecv)]
    [InlineData("sendonly", Direction.SendRecv, Direction.RecvOnly)]
    [InlineData("recvonly", Direction.SendRecv, Direction.SendOnly)]
    [InlineData("inactive", Direction.SendRecv, Direction.Inactive)]
    [InlineData("sendrecv", Direction.RecvOnly, Direction.RecvOnly)]
    [InlineData("sendonly", Direction.SendOnly, Direction.Inactive)]
    public void The_answers_direction_is_what_both_allow(string offered, Direction local, Direction answered)
    {
        var offer = Offer($"m=audio 4000 RTP/AVP 0\r\na={offered}\r\n");

        Assert.True(OfferAnswer.TryAnswer(offer, Local(new LocalMedia("audio", 5000, Direction: local)), out var answer));

        Assert.Equal(answered, answer.Media[0].Direction);
    }

    [Fact]
    public void The_caller_is_offered_only_what_the_callee_chose()
    {
        var mine = Offer("m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\nm=video 4002 RTP/AVP 31\r\n");
        var chosen = Offer("m=audio 6000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\nm=video 0 RTP/AVP 31\r\n");

        var restricted = mine.RestrictTo(chosen);

        Assert.Equal([8, 101], restricted.Media[0].Payloads.Select(p => p.Type));
        Assert.False(restricted.Media[1].IsActive);
        Assert.False(mine.RestrictTo(Offer("m=audio 6000 RTP/AVP 9\r\nm=video 0 RTP/AVP 31\r\n")).HasMedia());
    }

    [Fact]
    public void The_caller_learns_the_callees_parameters_under_its_own_numbers()
    {
        var mine = Offer(
            "m=audio 4000 RTP/AVP 18 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\n"
            + "m=video 4002 RTP/AVPF 96 97\r\na=rtpmap:96 H264/90000\r\na=rtpmap:97 H264/90000\r\na=fmtp:97 packetization-mode=1\r\n"
            + "a=rtcp-fb:96 nack pli\r\na=rtcp-fb:97 nack pli\r\na=rtcp-fb:97 ccm fir\r\n");
        var chosen = Offer(
            "m=audio 6000 RTP/AVP 18 97\r\na=rtpmap:97 telephone-event/8000\r\na=fmtp:18 annexb=no\r\na=fmtp:97 0-15\r\na=ptime:30\r\n"
            + "m=video 6002 RTP/AVPF 99\r\na=rtpmap:99 H264/90000\r\na=fmtp:99 packetization-mode=1\r\na=rtcp-fb:99 nack pli\r\n");

        var restricted = mine.RestrictTo(chosen);

        Assert.Equal(
            [new(18, new("G729", 8000), "annexb=no"), new(101, CodecName.TelephoneEvent, "0-15")], restricted.Media[0].Payloads);
        Assert.Equal(30, restricted.Media[0].Ptime);
        Assert.Equal([96, 97], restricted.Media[1].Payloads.Select(p => p.Type));
        Assert.Equal(["96 nack pli", "97 nack pli"], restricted.Media[1].Attributes.Where(a => a.Name == "rtcp-fb").Select(a => a.Value));
    }

    [Theory]
    [InlineData(96, "opus", 96)]
    [InlineData(97, "opus", null)]
    [InlineData(98, "telephone-event", 101)]
    [InlineData(99, "G722", null)]
    public void Codecs_are_found_again_under_other_numbers(int type, string encoding, int? counterpart)
    {
        PayloadFormat Format(int number, string name) => new(number, new(name, 8000));
        PayloadFormat[] own = [Format(96, "opus"), Format(97, "opus"), Format(98, "telephone-event"), Format(99, "G722")];
        PayloadFormat[] others = [Format(96, "opus"), Format(101, "telephone-event")];

        Assert.Equal(counterpart, PayloadMatching.CounterpartOf(Format(type, encoding), own, others)?.Type);
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n", true)]
    [InlineData("m=audio 4000 RTP/AVP 0\r\na=inactive\r\n", true)]
    [InlineData("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n", true)]
    [InlineData("m=audio 4000 RTP/AVP 0\r\n", false)]
    [InlineData("m=audio 4000 RTP/AVP 0\r\na=recvonly\r\n", false)]
    [InlineData("m=audio 0 RTP/AVP 0\r\na=sendonly\r\n", false)]
    public void Hold_is_a_side_that_takes_nothing(string media, bool held) => Assert.Equal(held, Offer(media).IsHold());

    [Fact]
    public void Directions_addresses_and_editions_are_replaced_not_added()
    {
        var offer = Offer("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 127.0.0.2\r\na=sendonly\r\n");

        var changed = offer.WithDirection(Direction.Inactive).WithAddress(ConnectionAddress.Nowhere).WithNextVersion();

        Assert.Equal(
            "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na=inactive\r\n",
            changed.ToString());
        Assert.False(changed.SameMedia(offer));
        Assert.True(offer.WithNextVersion().SameMedia(offer));
    }

    [Fact]
    public void A_description_is_made_of_streams()
    {
        var media = MediaDescription.Create("audio", 16000, [PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent], Direction.SendRecv, 16005);

        var description = SessionDescription.Create(Origin.Create(7, 1, Here), Here, media);

        Assert.Equal(
            "v=0\r\no=- 7 1 IN IP4 127.0.0.9\r\ns=-\r\nc=IN IP4 127.0.0.9\r\nt=0 0\r\nm=audio 16000 RTP/AVP 0 101\r\n"
            + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=rtcp:16005\r\na=sendrecv\r\n",
            description.ToString());
    }

    private static SessionDescription Offer(string media) =>
        Samples.Parse("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + media);

    private static LocalDescription Local(params LocalMedia[] media) => new(Origin.Create(7, 1, Here), Here, media);
}
