using System.Globalization;
using System.Net;
using System.Text;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>What the switch says to phones and they to it, held to what a peer may see of a crash: nothing.</summary>
internal sealed class PeerTrace(ISipTrace next) : ISipTrace
{
    private static readonly string[] Rooms = ["sip-server", "resource-manager", "media-server", "recorder"];
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(32);
    private readonly List<(DateTimeOffset At, SipMessage Message, string Text)> heard = [];
    private readonly Dictionary<string, (DateTimeOffset Invited, DateTimeOffset? Acknowledged)> invitations = new(StringComparer.Ordinal);

    public void Sent(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        if (!Rooms.Contains(endpoint) || (endpoint == "sip-server" && !IsRoom(remote))) Note(message, at);
        next.Sent(endpoint, message, local, remote, transport, at);
    }

    public void Received(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        if (!Rooms.Contains(endpoint)) heard.Add((at, message, $"{endpoint} {Encoding.UTF8.GetString(message.ToBytes())}"));
        next.Received(endpoint, message, local, remote, transport, at);
    }

    /// <summary>Whether a phone had an INVITE under way at an instant: whoever lost an answer then waits for its repetition.</summary>
    public bool IsNegotiating(DateTimeOffset at) =>
        invitations.Values.Any(one => one.Invited <= at && !(one.Acknowledged <= at));

    /// <summary>Within 32 s a request said again is the same to the byte, and so is a final response.</summary>
    public void AssertNothingTwice()
    {
        foreach (var same in heard.Where(one => one.Message is SipRequest).GroupBy(one => Key(one.Message), StringComparer.Ordinal))
        {
            var first = same.First();
            Assert.All(same.Where(again => again.At - first.At < Memory), again => Assert.Equal(first.Text, again.Text));
        }

        var finals = heard.Where(one => one.Message is SipResponse { IsFinal: true }).GroupBy(one => $"{Key(one.Message)} {one.Message.TopVia.Branch}", StringComparer.Ordinal);
        Assert.All(finals, same => Assert.Single(same.Select(one => one.Text).Distinct(StringComparer.Ordinal)));
    }

    private static bool IsRoom(IPEndPoint address) => address.Port is > 5100 and < 5400;

    public static bool IsPhone(IPEndPoint address) => address.Port is > 5070 and < 5100;

    private void Note(SipMessage message, DateTimeOffset at)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{message.CallId} {message.From.Tag} {message.CSeq.Number}");
        if (message is SipRequest { Method.Name: "INVITE" }) invitations.TryAdd(key, (at, null));
        else if (message is SipRequest { Method.Name: "ACK" } && invitations.TryGetValue(key, out var known))
            invitations[key] = known with { Acknowledged = known.Acknowledged ?? at };
    }

    private static string Key(SipMessage message) => string.Create(
        CultureInfo.InvariantCulture, $"{message.CallId} {message.From.Tag} {message.CSeq}");
}
