using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>What the room adds to a call's stream, as the first version stored it; no line here may change.</summary>
public sealed class Stored_dialog_events
{
    private const string Routed =
        """{"secret":"S","callerName":"Alice","origin":{"contact":"c","local":"l","remote":"r","target":"t"},"destination":{"contact":"c","local":"l","remote":"r","target":"t"},"originMedia":{"contact":"c","local":"l","remote":"r","target":"t"},"destinationMedia":{"contact":"c","local":"l","remote":"r","target":"t"},"msmlContentType":"text/xml","at":"2026-11-20T09:41:00+00:00"}""";

    private const string Changed =
        """{"leg":"OriginMedia","dialog":{"dialog":{"callId":"C","localTag":"L","remoteTag":"R","localUri":"sip:a@h","remoteUri":"sip:b@h","localTarget":"sip:a@h","remoteTarget":"sip:b@h","routeSet":["\u003Csip:p;lr\u003E"],"localCSeq":2,"remoteCSeq":7,"early":false,"isCaller":true},"inviteNumber":2,"inviteBranch":"z9hG4bKB","ackNumber":1,"ackSdp":"v=0","received":{"branch":"z9hG4bKR","sentBy":"h:5060","number":7},"answeredNumber":6},"at":"2026-11-20T09:41:00+00:00"}""";

    private const string Moved =
        """{"leg":"OriginMedia","progress":{"localCSeq":2,"remoteCSeq":7,"inviteNumber":2,"inviteBranch":"z9hG4bKB","ackNumber":1,"ackSdp":"v=0","received":{"branch":"z9hG4bKR","sentBy":"h:5060","number":7},"answeredNumber":6},"at":"2026-11-20T09:41:00+00:00"}""";

    private const string Timed =
        """{"leg":"OriginMedia","timer":{"seconds":90,"refreshes":true,"expiresAt":"2026-11-20T09:42:30+00:00","refreshAt":"2026-11-20T09:41:45+00:00","minSE":0,"peerUpdates":false},"at":"2026-11-20T09:41:00+00:00"}""";

    private const string Answered =
        """{"leg":"Origin","key":"AAAABBBBCCCC","status":500,"reason":"Request Pending","hasContact":true,"sdp":"v=0","headers":"Retry-After: 1","at":"2026-11-20T09:41:00+00:00"}""";

    private const string PassedOn =
        """{"leg":"Origin","key":"AAAABBBBCCCC","number":3,"at":"2026-11-20T09:41:00+00:00"}""";

    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly LegAddresses Addresses = new("c", "l", "r", "t");

    private static readonly LegDialog Dialog = new(
        new DialogState("C", "L", "R", "sip:a@h", "sip:b@h", "sip:a@h", "sip:b@h", ["<sip:p;lr>"], 2, 7, Early: false, IsCaller: true),
        2, "z9hG4bKB", 1, "v=0", new ReceivedInvite("z9hG4bKR", "h:5060", 7), 6);

    private static readonly SessionTimerState Timer = new(90, true, T0.AddSeconds(90), T0.AddSeconds(45), 0, PeerUpdates: false);

    public static TheoryData<string, string, CallEvent> Events => new()
    {
        { "call-routed", Routed, new CallRouted(T0, "S", "Alice", Addresses, Addresses, Addresses, Addresses, "text/xml") },
        { "dialog-changed", Changed, new DialogChanged(T0, LegId.OriginMedia, Dialog) },
        { "dialog-moved", Moved, new DialogMoved(T0, LegId.OriginMedia, Dialog.Progress()) },
        { "session-timer-set", Timed, new SessionTimerSet(T0, LegId.OriginMedia, Timer) },
        {
            "request-answered", Answered, new RequestAnswered(T0, LegId.Origin, "AAAABBBBCCCC", 500)
            {
                Reason = "Request Pending", HasContact = true, Sdp = "v=0", Headers = "Retry-After: 1",
            }
        },
        { "request-passed-on", PassedOn, new RequestPassedOn(T0, LegId.Origin, "AAAABBBBCCCC", 3) },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Are_read_and_written_as_they_always_were(string name, string stored, CallEvent @event)
    {
        var codec = SwitchedCallJournal.Codec();
        var data = codec.Encode(@event);

        Assert.Equal((name, 1, stored), (data.Name, data.Version, Encoding.UTF8.GetString(data.Payload.Span)));
        Assert.Equal(@event, codec.Decode(new EventData(name, 1, Encoding.UTF8.GetBytes(stored))));
    }
}
