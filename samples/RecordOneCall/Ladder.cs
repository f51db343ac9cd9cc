using ActiveRecording.Simulation.Flows;

namespace RecordOneCall;

/// <summary>Draws the signalling of the call.</summary>
internal static class Ladder
{
    private const string Manager = "resource-mgr";

    /// <summary>Everything from <paramref name="start"/> on, phones outside, the node's rooms between them.</summary>
    public static string Draw(SipFlow flow, DateTimeOffset start) =>
        new LadderWriter(start, ["1001", "sip-server", Manager, "media-server", "recorder", "1003"])
            .Draw(flow.Messages.Where(message => message.SentAt >= start).Select(Shortened), []);

    private static LadderMessage Shortened(LadderMessage message) =>
        message with { From = Short(message.From), To = Short(message.To) };

    private static string Short(string participant) => participant is "resource-manager" ? Manager : participant;
}
