using ActiveRecording.Archive.Rendering;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_stream_of_another_codec : IDisposable
{
    private const string Opus =
        "m=audio 16000 RTP/AVP 111 101\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\na=rtpmap:101 telephone-event/8000\r\na=sendonly\r\n";

    private const string H264 =
        "m=video 16010 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\na=fmtp:97 packetization-mode=1\r\na=sendonly\r\n";

    private readonly RecorderStage stage = new();

    [Fact]
    public void Is_kept_as_it_came_and_said_to_be_missing_in_the_sound()
    {
        var (left, right) = (stage.Voice(16_000, 1, payloadType: 111, packetTicks: 960), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var first = await stage.BeginAsync(RecorderStage.Uri("1001", "1003"), Described(Opus), left);
            var second = await stage.BeginAsync(right, "1003", "1001");
            await stage.TalkAsync(0, 100, left, right);
            await stage.HangUpAsync(first, second);
        });
        stage.RunUntil("recording-sealed");

        var manifest = stage.Manifest();
        Assert.Equal(["call_1001_1003.wav", "call_1001_1003.0.opus.rtpdump"], manifest.Files.Select(file => file.Name));
        Assert.Equal("useinbandfec=1", Assert.Single(manifest.Files[1].Stream!.Payloads).Parameters);
        AssertHolds(left, manifest.Files[1].Name, 100);
        Assert.All(stage.Channel(0), sample => Assert.Equal(0, sample));
        var gap = Assert.Single(manifest.Gaps);
        Assert.Equal((0, GapCause.NotDecoded), (gap.Channel, gap.Cause));
        Assert.InRange(gap.Seconds, 1.99, 2.01);
        var native = stage.Payload("recording-sealed").GetProperty("file").GetProperty("natives")[0];
        Assert.Equal(manifest.Files[1].Sha256, native.GetProperty("sha256").GetString());
        Assert.Equal("opus", native.GetProperty("codec").GetString());
    }

    [Fact]
    public void Of_pictures_is_kept_beside_the_sound()
    {
        var (voice, camera) = (stage.Voice(16_000, 1), stage.Voice(16_010, 2, payloadType: 97, packetTicks: 1800));
        stage.Simulator.Run(async () =>
        {
            var session = await stage.BeginAsync(
                RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(voice.Port) + H264, voice, camera);
            await stage.TalkAsync(0, 50, voice, camera);
            await stage.HangUpAsync(session);
        });
        stage.RunUntil("recording-sealed");

        var manifest = stage.Manifest();
        Assert.Equal(["call_1001_1003.wav", "call_1001_1003.0.H264.rtpdump"], manifest.Files.Select(file => file.Name));
        AssertHolds(camera, manifest.Files[1].Name, 50);
        Assert.Equal(0, manifest.LostPackets);
        Assert.DoesNotContain(manifest.Gaps, gap => gap.Channel == 0);
    }

    [Fact]
    public void Of_pictures_goes_on_when_the_recorder_was_started_anew()
    {
        var (voice, camera) = (stage.Voice(16_000, 1), stage.Voice(16_010, 2, payloadType: 97, packetTicks: 1800));
        var session = stage.Simulator.Run(async () =>
        {
            var begun = await stage.BeginAsync(
                RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(voice.Port) + H264, voice, camera);
            await stage.TalkAsync(0, 50, voice, camera);
            await stage.Simulator.Delay(TimeSpan.FromMilliseconds(200));
            stage.Crash();
            return begun;
        });
        stage.Restart();
        stage.Simulator.Run(async () =>
        {
            await stage.TalkAsync(60, 50, voice, camera);
            await stage.HangUpAsync(session);
        });
        stage.RunUntil("recording-sealed");

        Assert.Equal(100, stage.Manifest().Files[1].Stream!.Packets);
    }

    [Fact]
    public void Without_any_sound_deserves_a_refusal() => stage.Simulator.Run(async () =>
    {
        var response = await stage.Client.SendAsync(
            stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), Described(H264)));

        Assert.Equal(488, response.StatusCode);
    });

    public void Dispose() => stage.Dispose();

    private static string Described(string lines) =>
        $"v=0\r\no=- 42 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n{lines}";

    /// <summary>The file's packets are the voice's, byte for byte and in order.</summary>
    private void AssertHolds(Voice voice, string file, int packets)
    {
        const int FileHeaderBytes = 23 + 16;
        const int RecordHeaderBytes = 8;
        const int RtpHeaderBytes = 12;
        var bytes = File.ReadAllBytes(stage.Room.PathOf(file)).AsSpan(FileHeaderBytes);
        for (var packet = 0; packet < packets; packet++)
        {
            var payload = bytes[(RecordHeaderBytes + RtpHeaderBytes)..][..Voice.PacketSamples];
            Assert.True(payload.SequenceEqual(voice.Codes(packet)), $"packet {packet}");
            bytes = bytes[(RecordHeaderBytes + RtpHeaderBytes + Voice.PacketSamples)..];
        }

        Assert.True(bytes.IsEmpty);
    }
}
