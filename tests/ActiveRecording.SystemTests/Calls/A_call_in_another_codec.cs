using ActiveRecording.Archive.Rendering;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.SystemTests.Phones;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>What nobody between the phones understands passes untouched, and is kept as it came.</summary>
public sealed class A_call_in_another_codec : IDisposable
{
    private static readonly CodecName OpusName = new("opus", 48000, 2);
    private static readonly PayloadFormat H264 = new(97, new CodecName("H264", 90000), "packetization-mode=1");
    private static readonly PayloadFormat Vp8 = new(98, new CodecName("VP8", 90000));
    private readonly House house = new();

    [Theory]
    [InlineData(9, "G722", 8000, 1)]
    [InlineData(18, "G729", 8000, 1)]
    [InlineData(96, "opus", 48000, 2)]
    public void Is_bridged_and_kept_as_it_came(int type, string encoding, int clockRate, int channels)
    {
        var codec = new PayloadFormat(type, new CodecName(encoding, clockRate, channels));
        PhoneOptions Speaking(PhoneOptions options) => options with { Payloads = [codec, PayloadFormat.TelephoneEvent] };
        var (alice, bob) = (house.Registered("alice", "1001", Speaking), house.Registered("bob", "1003", Speaking));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(2);
        house.Simulator.Run(() => callee.Media.PressAsync(5));
        house.RunFor(1);
        var ending = house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        var answeredAt = callee.AnsweredAt!.Value;
        AssertHeard(caller.Media, callee.Media);
        AssertHeard(callee.Media, caller.Media);
        wav.AssertLasts(answeredAt, ending.At);
        var manifest = house.Manifest();
        Assert.Equal(0, manifest.LostPackets);
        Assert.Equal([(0, GapCause.NotDecoded), (1, GapCause.NotDecoded)], manifest.Gaps.Select(gap => (gap.Channel, gap.Cause)).Order());
        Assert.All(manifest.Gaps, gap => Assert.InRange(gap.Seconds, manifest.Seconds - 0.1, manifest.Seconds));
        Assert.Equal([(0, encoding), (1, encoding)], manifest.Files.Skip(1).Select(file => (file.Stream!.Channel, file.Stream.Codec)));
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[1]), caller.Media, answeredAt);
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[2]), callee.Media, answeredAt);
        if (encoding == "opus") GoldenFlow.Verify("recorded-in-opus", house.Ladder());
    }

    [Fact]
    public void Whose_parties_number_it_differently_reaches_each_under_its_own_numbers()
    {
        var alice = house.Registered("alice", "1001", options => options with
        {
            Payloads = [new(96, OpusName), new(97, CodecName.TelephoneEvent, "0-16")],
        });
        var bob = house.Registered("bob", "1003", options => options with
        {
            Payloads = [new(111, OpusName), new(96, CodecName.TelephoneEvent, "0-15")],
            NumbersCodecsItself = true,
        });

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        house.Simulator.Run(() => caller.Media.PressAsync(7));
        house.Simulator.Run(() => callee.Media.PressAsync(8));
        house.RunFor(1);
        house.Simulator.Run(caller.HangUpAsync);
        house.Sealed();
        house.RunFor(1);

        Assert.Equal([96, 97], TypesOf(caller.Media.Sent.Select(packet => packet.PayloadType)));
        Assert.Equal([96, 111], TypesOf(callee.Media.Heard.Select(packet => packet.PayloadType)));
        Assert.Equal([96, 97], TypesOf(callee.Media.Sent.Select(packet => packet.PayloadType)));
        Assert.Equal([96, 97], TypesOf(caller.Media.Heard.Select(packet => packet.PayloadType)));
        Assert.Equal(
            Payloads(caller.Media.Sent.Where(packet => packet.PayloadType == 97).Select(packet => packet.Payload)),
            Payloads(callee.Media.Heard.Where(packet => packet.PayloadType == 96).Select(packet => packet.Payload)));
        Assert.Equal(
            Payloads(callee.Media.Sent.Where(packet => packet.PayloadType == 97).Select(packet => packet.Payload)),
            Payloads(caller.Media.Heard.Where(packet => packet.PayloadType == 97).Select(packet => packet.Payload)));
        var manifest = house.Manifest();
        Assert.Equal(["opus", "telephone-event"], manifest.Files[1].Stream!.Payloads.Select(payload => payload.Encoding));
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[1]), caller.Media, callee.AnsweredAt!.Value);
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[2]), callee.Media, callee.AnsweredAt!.Value);
        Assert.True(house.MediaServer.Media.Renumbered > 0);
        GoldenFlow.Verify("recorded-and-renumbered", house.Ladder());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_pictures_is_bridged_and_kept_beside_the_sound(bool h264)
    {
        PhoneOptions Seeing(PhoneOptions options) => options with { Video = [h264 ? H264 : Vp8] };
        var (alice, bob) = (house.Registered("alice", "1001", Seeing), house.Registered("bob", "1003", Seeing));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        var clip = house.Simulator.Run(() => caller.Media.PlayAsync(Speech.Sweep(1, 300)));
        house.RunFor(0.5);
        house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        var answeredAt = callee.AnsweredAt!.Value;
        AssertHeard(caller.Video!, callee.Video!);
        AssertHeard(callee.Video!, caller.Video!);
        wav.AssertHolds(0, caller, clip, answeredAt);
        var manifest = house.Manifest();
        Assert.Empty(manifest.Gaps);
        Assert.Equal(3, manifest.Files.Count);
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[1]), caller.Video!, answeredAt);
        NativeStreamFile.AssertHolds(house.FileOf(manifest.Files[2]), callee.Video!, answeredAt);
        if (h264) GoldenFlow.Verify("recorded-with-pictures", house.Ladder());
    }

    [Fact]
    public void With_pictures_of_one_party_only_is_a_call_of_sound()
    {
        var alice = house.Registered("alice", "1001", options => options with { Video = [H264] });
        var bob = house.Registered("bob", "1003");

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        house.Simulator.Run(caller.HangUpAsync);
        house.Sealed();

        AssertHeard(caller.Media, callee.Media);
        Assert.Equal(0, caller.Video!.PacketsSent);
        Assert.Single(house.Manifest().Files);
    }

    public void Dispose() => house.Dispose();

    /// <summary>All but the first and last packets, which may be sent before the other side is there, arrived as they were sent.</summary>
    private static void AssertHeard(PhoneMedia from, PhoneMedia to)
    {
        var heard = to.Heard;
        var sent = from.Sent.SkipWhile(packet => packet.SequenceNumber != heard[0].SequenceNumber).Take(heard.Count).ToList();
        Assert.True(heard.Count > 20);
        Assert.InRange(from.PacketsSent - heard.Count, 0, 5);
        Assert.Equal(
            sent.Select(packet => (packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc)),
            heard.Select(packet => (packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc)));
        Assert.Equal(Payloads(sent.Select(packet => packet.Payload)), Payloads(heard.Select(packet => packet.Payload)));
    }

    private static List<byte> TypesOf(IEnumerable<byte> types) => [.. types.Distinct().Order()];

    private static List<string> Payloads(IEnumerable<ReadOnlyMemory<byte>> payloads) =>
        [.. payloads.Select(payload => Convert.ToHexString(payload.Span))];
}
