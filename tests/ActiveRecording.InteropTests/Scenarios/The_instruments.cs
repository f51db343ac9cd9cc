using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.InteropTests.Audio;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>What the peers and the measurement are worth without the product in between.</summary>
public sealed class The_instruments(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Find_speech_that_is_late_and_quieter()
    {
        var speech = SpeechMatch.Read(Speech.Alice);
        var late = new short[speech.Length + 9_000];
        for (var i = 0; i < speech.Length; i++) late[i + 1_234] = (short)(speech[i] / 2);

        var match = SpeechMatch.Find(speech, late);

        Assert.Equal(1_234, match.Lag);
        Assert.InRange(match.Overall, 0.999, 1.001);
        Assert.InRange(match.Worst, 0.999, 1.001);
    }

    [Fact]
    public void Notice_a_lost_packet_and_another_speaker()
    {
        var speech = SpeechMatch.Read(Speech.Alice);
        var damaged = speech.ToArray();
        damaged.AsSpan(2 * 8_000 + 2_000, 160).Clear();

        Assert.InRange(SpeechMatch.Find(speech, damaged).Worst, 0.5, 0.995);
        Assert.InRange(SpeechMatch.Find(speech, SpeechMatch.Read(Speech.Bob)).Overall, -0.3, 0.3);
    }

    [Fact]
    public void Count_the_speech_that_is_missing()
    {
        var speech = SpeechMatch.Read(Speech.Alice);
        var damaged = speech.ToArray();
        damaged.AsSpan(2 * 8_000 + 1_920, 5 * 160).Clear();

        Assert.Equal(0, HeardSpeech.MissingMs(speech, speech));
        Assert.Equal(100, HeardSpeech.MissingMs(speech, damaged));
    }

    [Fact]
    public async Task Two_phones_alone_hear_each_other()
    {
        var alice = Speech.Lengthened(Speech.Alice, folder.CreateSubdirectory("speech").FullName);
        var bob = Speech.Lengthened(Speech.Bob, folder.CreateSubdirectory("speech").FullName);
        await using var a = await Baresip.StartAsync(
            "<sip:alice@127.0.0.1:5070>;regint=0;audio_codecs=pcmu", alice, 5070, folder.CreateSubdirectory("a").FullName);
        await using var b = await Baresip.StartAsync(
            "<sip:bob@127.0.0.1:5080>;regint=0;answermode=auto;audio_codecs=pcmu", bob, 5080, folder.CreateSubdirectory("b").FullName);

        await a.DialAsync("sip:bob@127.0.0.1:5080");
        await a.EstablishedAsync();
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        await a.HangUpAsync();
        await b.ClosedAsync();

        var match = SpeechMatch.Find(SpeechMatch.Read(Speech.Alice), SpeechMatch.Read(b.Heard));
        output.WriteLine($"b heard a: {match}");
        Assert.InRange(match.Overall, 0.99, 1.001);
    }

    [Fact]
    public async Task See_what_crosses_the_loopback()
    {
        await using var capture = await LoopbackCapture.StartAsync("udp port 15999");
        using var sender = new UdpClient(new IPEndPoint(IPAddress.Loopback, 15_998));
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 15_999));
        await sender.SendAsync(Encoding.ASCII.GetBytes("OPTIONS sip:a SIP/2.0\r\nCall-ID: x\r\n\r\nbody"), new IPEndPoint(IPAddress.Loopback, 15_999));
        await receiver.ReceiveAsync();

        var seen = Assert.Single(await capture.StopAsync());
        Assert.Equal("OPTIONS sip:a SIP/2.0", seen.StartLine);
        Assert.Equal("x", seen.Header("Call-ID"));
        Assert.Equal("body", seen.Body);
        Assert.Equal(15_998, seen.From.Port);
    }
}
