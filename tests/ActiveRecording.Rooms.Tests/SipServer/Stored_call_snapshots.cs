using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>The form of a call's snapshot as it was first written; a text that has to change takes another version.</summary>
public sealed class Stored_call_snapshots
{
    private const string V1 =
        """{"call":{"$type":"answered","call":{"identity":{"callUuid":"UUID","connId":"CONN","conferenceId":"CONF","recordingId":"REC"},"origin":{"dn":"1001","kind":"Extension","number":"1001"},"destination":{"dn":"pstn","kind":"Trunk","number":"030"},"ani":"1001","dnis":"030","offer":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","recording":{"recordDn":"1001","side":"Origination","required":false,"fileName":"f"},"timeouts":{"anchor":"00:00:00.5000000","noAnswer":"00:03:00"},"at":"2026-11-20T09:41:00+00:00"},"legs":{"origin":{"$type":"open","exchange":{"$type":"sent","offer":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"},"astray":true,"local":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","remote":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","wanted":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"},"destination":{"$type":"closing","awaitsAck":true},"originMedia":{"$type":"inviting","local":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","early":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","cancelled":false,"session":{"agreed":false,"exchange":{"$type":"settled"}}},"destinationMedia":{"$type":"invited","session":{"agreed":true,"exchange":{"$type":"settled"}}}},"anchored":false,"recording":{"$type":"over","parameters":{"id":"REC","recordDn":"1001","dn":"1001","otherDn":"030","callUuid":"UUID","connId":"CONN","ani":"1001","dnis":"030","answeredAt":"2026-11-20T09:41:00+00:00","fileName":"f","segment":2},"at":"2026-11-20T09:41:00+00:00"},"answeredAt":"2026-11-20T09:41:00+00:00","insertion":{"$type":"pausing","party":"Destination","attempt":2,"until":"2026-11-20T09:41:00+00:00","order":{"requestId":"request","recordingId":"REC","plan":{"recordDn":"1001","side":"Origination","required":false,"fileName":"f"}},"moved":{"origin":true,"destination":false}},"losses":1},"routing":{"secret":"S","origin":{"contact":"c","local":"l","remote":"r","target":"t"},"destination":{"contact":"c","local":"l","remote":"r","target":"t"},"originMedia":{"contact":"c","local":"l","remote":"r","target":"t"},"destinationMedia":{"contact":"c","local":"l","remote":"r","target":"t"},"msmlContentType":"text/xml","at":"2026-11-20T09:41:00+00:00"},"legs":[{"leg":"OriginMedia","dialog":{"dialog":{"callId":"C","localTag":"L","remoteTag":"R","localUri":"sip:a@h","remoteUri":"sip:b@h","localTarget":"sip:a@h","remoteTarget":"sip:b@h","routeSet":["\u003Csip:p;lr\u003E"],"localCSeq":2,"remoteCSeq":7,"early":false,"isCaller":true},"inviteNumber":2,"ackNumber":0,"received":{"branch":"z9hG4bKR","sentBy":"h:5060","number":7},"answeredNumber":0,"generation":1,"branches":{"open":[{"branch":"z9hG4bKB","target":"sip:b@h"}],"status":486,"reason":"Busy"},"early":{"all":[{"remoteTag":"T","remoteTarget":"sip:t@h","routeSet":[],"rSeq":3,"hasSession":false}],"awaited":[{"remoteTag":"T","rSeq":3,"cSeq":2}],"current":"T"}},"session":{"seconds":90,"refreshes":true,"expiresAt":"2026-11-20T09:42:30+00:00","refreshAt":"2026-11-20T09:41:45+00:00","minSE":0,"peerUpdates":false}}],"known":[{"key":"K1","at":"2026-11-20T09:41:00+00:00","passedOn":3},{"key":"K2","at":"2026-11-20T09:41:00+00:00","passedOn":0,"answer":{"leg":"Origin","key":"K2","status":200,"at":"2026-11-20T09:41:00+00:00"}}]}""";

    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly LegAddresses Addresses = new("c", "l", "r", "t");
    private static readonly SessionDescription Sdp = Description("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n");
    private static readonly RecordingPlan Plan = new("1001", CallSide.Origination, Required: false, "f");

    private static readonly CallCreated Created = new(
        T0, new("UUID", "CONN", "CONF", "REC"), new("1001", PartyKind.Extension, "1001"), new("pstn", PartyKind.Trunk, "030"), "1001",
        "030", Sdp, Plan, CallTimeouts.Default);

    private static readonly Leg Open = new Leg.Open(Sdp, Sdp, new Exchange.Sent(Sdp), Astray: true) { Wanted = Sdp };

    private static readonly CallState Call = new CallState.Answered(
        Created,
        new Legs(Open, new Leg.Closing(AwaitsAck: true), new Leg.Inviting(Sdp, Sdp), new Leg.Invited(null) { Session = EarlySession.Done }),
        Anchored: false,
        new CallRecording.Over(new("REC", "1001", "1001", "030", "UUID", "CONN", "1001", "030", T0, "f", Segment: 2), T0),
        T0)
    {
        Losses = 1,
        Insertion = new Insertion.Pausing(new("request", "REC", Plan), new(Origin: true, Destination: false), LegId.Destination, 2, T0),
    };

    private static readonly LegDialog Dialog = new(
        new DialogState("C", "L", "R", "sip:a@h", "sip:b@h", "sip:a@h", "sip:b@h", ["<sip:p;lr>"], 2, 7, Early: false, IsCaller: true),
        InviteNumber: 2, Received: new ReceivedInvite("z9hG4bKR", "h:5060", 7))
    {
        Generation = 1,
        Branches = new([new("z9hG4bKB", "sip:b@h")], 486, "Busy"),
        Early = new([new("T", "sip:t@h", RouteSet.Empty, 3)], [new("T", 3, 2)], "T"),
        Session = new SessionTimerState(90, true, T0.AddSeconds(90), T0.AddSeconds(45), 0, PeerUpdates: false),
    };

    private static readonly SwitchedCallState State = new(
        Call, new CallRouted(T0, "S", null, Addresses, Addresses, Addresses, Addresses, "text/xml"), new LegDialogs(OriginMedia: Dialog))
    {
        Known = KnownRequests.None.With(new RequestPassedOn(T0, LegId.Origin, "K1", 3)).With(new RequestAnswered(T0, LegId.Origin, "K2", 200)),
    };

    [Fact]
    public void Are_written_and_read_as_ever()
    {
        var data = SwitchedCallSnapshot.Codec.Encode(State);
        Assert.Equal(("call-snapshot", 1), (data.Name, data.Version));
        Assert.Equal(V1, Encoding.UTF8.GetString(data.Payload.Span));
        Assert.Equal(State, SwitchedCallSnapshot.Codec.Decode(new EventData("call-snapshot", 1, Encoding.UTF8.GetBytes(V1))));
    }

    [Fact]
    public void Of_nothing_are_the_initial_state()
    {
        var codec = SwitchedCallSnapshot.Codec;
        Assert.Equal(SwitchedCall.Initial, codec.Decode(codec.Encode(SwitchedCall.Initial)));
    }

    private static SessionDescription Description(string text) =>
        SessionDescription.TryParse(text, out var description) ? description : throw new FormatException(text);
}
