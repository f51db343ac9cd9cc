using System.Text.RegularExpressions;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>The network between the rooms, looked at from outside while one call is recorded.</summary>
public sealed partial class A_recorded_call_on_the_wire : NodeScenario
{
    private const int Manager = 5_160;
    private const int Media = 5_260;
    private const int Recorder = 5_360;
    private const int Callee = 5_081;
    private const int Caller = 5_082;

    [Fact]
    public async Task Looks_as_the_protocols_say()
    {
        var seen = await CallAsync();

        var conference = Conference(seen);
        var recording = Instruction(seen, conference);
        RecordingSessions(seen, recording);
        Replicas(seen);
    }

    private async Task<IReadOnlyList<Captured>> CallAsync()
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await sipp.RegisterAsync("1001", Callee);
        await using var callee = sipp.Answer(Callee, 1);
        await using var capture = await LoopbackCapture.StartAsync("portrange 5060-5360 or udp portrange 12000-31998");
        Assert.Single(await sipp.CallAsync("1004", "1001", Caller, SippLoad.One(3), callee));
        Assert.Single(await node.FinishedRecordingsAsync(1, TimeSpan.FromSeconds(10)));
        return await capture.StopAsync();
    }

    /// <summary>Two legs of one conf-id, each with its party's DN, asked for before the callee is invited.</summary>
    private static string Conference(IReadOnlyList<Captured> seen)
    {
        var legs = Initial(seen.To(Manager).Requests("INVITE")).Where(static one => one.StartLine.Contains("msml=", StringComparison.Ordinal)).ToList();
        var uris = legs.ConvertAll(static leg => MsmlUri().Match(leg.StartLine));
        Assert.All(uris, static uri => Assert.True(uri.Success));
        Assert.Equal(["1001", "1004"], uris.Select(static uri => uri.Groups["dn"].Value).Order());
        var conference = Assert.Single(uris.Select(static uri => uri.Groups["conf"].Value).Distinct());
        Assert.Single(legs.Select(static leg => leg.Header("X-Genesys-CallUUID")).Distinct());
        Assert.Equal(2, Initial(seen.To(Media).Requests("INVITE")).Count(one => one.StartLine.Contains($"msml={conference}@", StringComparison.Ordinal)));
        Assert.True(legs.TrueForAll(leg => leg.At < seen.To(Callee).Requests("INVITE").Single().At));
        return conference;
    }

    private static IEnumerable<Captured> Initial(IEnumerable<Captured> invites) =>
        invites.Where(static one => !one.Header("To")!.Contains(";tag=", StringComparison.Ordinal));

    /// <summary>One INFO starts the recorder and joins both connections.</summary>
    private static Dictionary<string, string> Instruction(IReadOnlyList<Captured> seen, string conference)
    {
        var info = seen.To(Manager).Requests("INFO").First();
        Assert.Equal("application/vnd.radisys.msml+xml", info.Header("Content-Type"));
        Assert.Contains($"createconference name=\"{conference}_record\" term=\"false\"", info.Body, StringComparison.Ordinal);

        var connections = seen.From(Media).Responses(200, "INVITE").Select(static one => Tag().Match(one.Header("To")!).Groups[1].Value).Distinct();
        Assert.Equal(connections.Order(), Joined().Matches(info.Body).Select(static join => join.Groups[1].Value).Order());

        var parameters = Parameter().Matches(info.Body);
        Assert.Equal(
            ["id", "recordDN", "dn", "otherDN", "callUuid", "connId", "ani", "dnis", "dateTime", "filename"],
            parameters.Select(static parameter => parameter.Groups[1].Value));
        return parameters.ToDictionary(static one => one.Groups[1].Value, static one => one.Groups[2].Value, StringComparer.Ordinal);
    }

    /// <summary>Two recording sessions, through the Resource Manager, each with one stream that is only sent.</summary>
    private static void RecordingSessions(IReadOnlyList<Captured> seen, Dictionary<string, string> recording)
    {
        var asked = seen.To(Manager).Requests("INVITE").Where(static one => one.StartLine.Contains("record=", StringComparison.Ordinal)).ToList();
        var forwarded = seen.To(Recorder).Requests("INVITE").ToList();
        Assert.Equal(2, asked.Count);
        Assert.Equal(2, forwarded.Count);
        Assert.All(asked, static one => Assert.Equal("<sip:127.0.0.1:5160;lr>", one.Header("Route")));
        Assert.All(asked.Concat(forwarded), one =>
        {
            Assert.StartsWith($"INVITE sip:record={recording["id"]}@", one.StartLine, StringComparison.Ordinal);
            Assert.Contains($";calluuid={recording["callUuid"]};", one.StartLine, StringComparison.Ordinal);
            Assert.Contains($";recordDN={recording["recordDN"]}", one.StartLine, StringComparison.Ordinal);
            Assert.Contains("a=sendonly", one.Body, StringComparison.Ordinal);
            Assert.Single(Regex.Matches(one.Body, "m=audio"));
        });
        Assert.Equal(["1001", "1004"], asked.Select(static one => RecordedDn().Match(one.StartLine).Groups[1].Value).Order());
        Assert.Equal("1001", recording["recordDN"]);
    }

    /// <summary>What each party sends reaches a recorder's port of its own packet by packet, header and payload alike.</summary>
    private static void Replicas(IReadOnlyList<Captured> seen)
    {
        var legs = Streams(seen, Media);
        var copies = Streams(seen, Recorder);
        Assert.Equal(2, legs.Count);
        Assert.Equal(2, copies.Count);
        Assert.All(legs, static leg => Assert.InRange(leg.Count, 100, 200));
        Assert.All(copies, copy => Assert.Contains(legs, leg => leg.SequenceEqual(copy)));
        Assert.All(legs, leg => Assert.Contains(copies, copy => copy.SequenceEqual(leg)));
    }

    /// <summary>RTP towards each port that a room answered with, each packet in hexadecimal digits.</summary>
    private static List<List<string>> Streams(IReadOnlyList<Captured> seen, int room) =>
        [.. seen.From(room).Responses(200, "INVITE").Select(static answer => MediaPort().Match(answer.Body).Groups[1].Value).Distinct()
            .Select(port => seen.To(int.Parse(port, null)).Select(static one => Convert.ToHexString(one.Payload.Span)).ToList())];

    [GeneratedRegex(@"^INVITE sip:msml=(?<conf>[0-9A-Z]{32})@127\.0\.0\.1:5160;dn=(?<dn>\d+);record")]
    private static partial Regex MsmlUri();

    [GeneratedRegex(@"m=audio (\d+) ")]
    private static partial Regex MediaPort();

    [GeneratedRegex(@";tag=([^;]+)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<join id1=""conn:([^""]+)"" id2=""conf:[0-9A-Z]{32}_record""")]
    private static partial Regex Joined();

    [GeneratedRegex(@"<gvp:param name=""(\w+)"">([^<]*)<")]
    private static partial Regex Parameter();

    [GeneratedRegex(@";dn=(\d+);")]
    private static partial Regex RecordedDn();
}
