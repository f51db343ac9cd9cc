using System.Text.RegularExpressions;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed partial class An_unrecorded_call : NodeScenario
{
    private const int Callee = 5_081;
    private const int Caller = 5_082;

    [Fact]
    public async Task Has_its_media_direct_between_the_phones()
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await sipp.RegisterAsync("1005", Callee);
        await using var callee = sipp.Answer(Callee, 1);
        await using var capture = await LoopbackCapture.StartAsync("udp port 5060 or udp portrange 5160-5360 or udp portrange 12000-31998");

        Assert.Single(await sipp.CallAsync("1004", "1005", Caller, 1, 1, TimeSpan.FromSeconds(2)));

        var seen = await capture.StopAsync();
        var offered = AudioPort(seen.Between(Caller, 5_060).Requests("INVITE").Last().Body);
        Assert.Equal(offered, AudioPort(seen.Between(5_060, Callee).Requests("INVITE").Single().Body));
        var answered = AudioPort(seen.Between(Callee, 5_060).Responses(200, "INVITE").Single().Body);
        Assert.Equal(answered, AudioPort(seen.Between(5_060, Caller).Responses(200, "INVITE").Last().Body));
        Assert.InRange(seen.Count(one => one.To.Port == answered), 50, 200);
        Assert.DoesNotContain(seen, static one => one.To.Port is >= 16_000 or 5_160 or 5_260 or 5_360);
        Assert.Empty(await node.FinishedRecordingsAsync(0, TimeSpan.FromSeconds(1)));
    }

    private static int AudioPort(string sdp) => int.Parse(MediaLine().Match(sdp).Groups[1].Value, null);

    [GeneratedRegex(@"m=audio (\d+) ")]
    private static partial Regex MediaLine();
}
