using System.Globalization;
using ActiveRecording.Phone;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;
using ActiveRecording.SipServer;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Eight pairs of phones on a network that loses, doubles and delays their signalling, in a shuffled order of work.</summary>
public sealed class Many_calls_at_once
{
    private const int Pairs = 8;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Are_each_kept_or_said_to_have_failed(ulong seed)
    {
        using var house = new House(seed, shuffled: true, change: WithPhones);
        var phones = Enumerable.Range(0, 2 * Pairs).Select(i => house.Registered($"phone-{i}", Number(i))).ToList();
        var random = new Random((int)seed);
        var faults = new SeededFaults(new SeededIdentifiers(seed)) { LostShare = 0.05, DoubledShare = 0.05, LateShare = 0.05 };
        house.Simulator.Network.Rule = datagram => datagram.To.Port < 6000 ? faults.Decide(datagram) : DatagramFate.Delivered;

        var stories = Enumerable.Range(0, Pairs)
            .Select(pair => (phones[2 * pair], phones[2 * pair + 1], Number(2 * pair + 1), random.Next(4), random.NextDouble() * 3))
            .ToList();
        house.Simulator.Run(() => Task.WhenAll(stories.Select(story => TalkAsync(house, story))));
        house.RunFor(150);

        var streams = house.Events.Where(e => e.StartsWith("call/", StringComparison.Ordinal)).Select(e => e.Split("  "))
            .GroupBy(e => e[0], e => e[1]).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(0, house.SipServer.Calls);
        Assert.All(streams, stream => Assert.Contains("call-ended", stream.Value));
        var kept = streams.Values.Count(e => e.Contains("call-recording-started") && !e.Contains("call-recording-failed"));
        Assert.True(kept > 0);
        Assert.Equal(kept, house.Recordings.Count);
        Assert.All(
            streams.Values.Where(e => e.Contains("call-answered")),
            e => Assert.True(e.Contains("call-recording-started") || e.Contains("call-recording-failed")));
    }

    private static async Task TalkAsync(
        House house, (ScriptedPhone From, ScriptedPhone To, string Number, int Plot, double Seconds) story)
    {
        story.To.Incoming = story.Plot == 0 ? new IncomingPlan.Ring() : new IncomingPlan.Answer(TimeSpan.FromSeconds(story.Seconds / 3));
        var call = story.From.Call(story.Number);
        try
        {
            await (story.Plot == 0 ? call.Ringing : call.Established);
        }
        catch (Exception exception) when (exception is CallEndedException or OperationCanceledException)
        {
            return;
        }

        await house.Simulator.Delay(TimeSpan.FromSeconds(story.Seconds));
        if (story.Plot is 0 or 1) await call.HangUpAsync();
        else await (await story.To.NextCallAsync()).HangUpAsync();
    }

    private static string Number(int index) => (1101 + index).ToString(CultureInfo.InvariantCulture);

    private static SipServerOptions WithPhones(SipServerOptions options) => options with
    {
        Dns = [.. Enumerable.Range(0, 2 * Pairs).Select(i => new DnOptions { Number = Number(i), Password = "quickstart", Record = true })],
        Timeouts = options.Timeouts with { Anchor = TimeSpan.FromSeconds(10) },
    };
}
