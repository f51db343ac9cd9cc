using ActiveRecording.Rtp.Packets;
using ActiveRecording.Sdp;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>The callee answers with numbers of its own, and one of them means something else to the caller.</summary>
public sealed class A_bridge_of_renumbered_codecs : MediaServerStage
{
    private static readonly CodecName Opus = new("opus", 48000, 2);
    private static readonly PayloadFormat[] Callers = [new(96, Opus), new(97, CodecName.TelephoneEvent, "0-16"), PayloadFormat.Pcmu];
    private static readonly PayloadFormat[] Callees = [new(111, Opus), new(96, CodecName.TelephoneEvent, "0-15")];

    [Theory]
    [InlineData(96, 111)]
    [InlineData(97, 96)]
    [InlineData(0, 0)]
    [InlineData(13, 13)]
    public void Brings_the_callers_packets_under_the_callees_numbers(byte said, byte heard)
    {
        var (a, _) = Renumbered();

        Alice.Say(a.Media, said);
        Run(5);

        AssertOnlyRenumbered(Alice, Bob, said, heard);
        Assert.Equal(said == heard ? 0 : 1, Room.Media.Renumbered);
    }

    [Theory]
    [InlineData(96, 96)]
    [InlineData(97, 97)]
    [InlineData(111, 96)]
    public void Brings_the_callees_packets_as_the_caller_knows_them(byte said, byte heard)
    {
        var (_, b) = Renumbered();

        Bob.Say(b.Media, said);
        Run(5);

        AssertOnlyRenumbered(Bob, Alice, said, heard);
    }

    [Fact]
    public void Never_changes_what_a_number_means_to_a_party()
    {
        var (_, b) = Renumbered();
        Assert.Equal([96, 97], b.Media.Media[0].Payloads.Select(payload => payload.Type));

        b.Reinvite(Bob.Describe([.. Callees, new(97, new CodecName("G726-32", 8000)), PayloadFormat.Pcmu]));

        Assert.Equal(
            [(96, "opus"), (97, "telephone-event"), (98, "G726-32"), (0, "PCMU")],
            b.Media.Media[0].Payloads.Select(payload => (payload.Type, payload.Codec.Encoding)));
    }

    [Fact]
    public void Is_recorded_under_the_numbers_the_parties_send()
    {
        var (a, b) = Renumbered();
        a.Execute(StartRecording(a, b));
        Run(50);
        Alice.Say(a.Media, 97);
        Bob.Say(b.Media, 96);
        Run(5);

        foreach (var invite in Recorder.Invites)
            Assert.Equal([96, 97], VirtualRecorder.OfferOf(invite).Media[0].Payloads.Select(payload => payload.Type));
        Assert.Equal(Alice.Said, Recorder.Streams[0].Heard);
        Assert.Equal(Bob.Said, Recorder.Streams[1].Heard);
    }

    private (SwitchLeg A, SwitchLeg B) Renumbered()
    {
        var (a, b) = (Leg("1001"), Leg("1003"));
        a.Invite(Alice.Describe(Callers));
        b.Invite(Nowhere(Callers));
        b.Reinvite(Bob.Describe(Callees));
        return (a, b);
    }

    private static void AssertOnlyRenumbered(Party from, Party to, byte said, byte heard)
    {
        var expected = from.Said[0].ToArray();
        Assert.True(RtpPacket.TryParse(expected, out var packet));
        Assert.Equal(said, packet.PayloadType);
        expected[1] = (byte)((expected[1] & 0x80) | heard);
        Assert.Equal(expected, Assert.Single(to.Heard));
    }
}
