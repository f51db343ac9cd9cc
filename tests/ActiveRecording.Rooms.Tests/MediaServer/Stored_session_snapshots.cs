using System.Text;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>The form of a recording session's snapshot as it was first written; a text that has to change takes another version.</summary>
public sealed class Stored_session_snapshots
{
    private const string V1 =
        """{"session":{"$type":"paused","session":{"recordingId":"REC","number":1,"conferenceId":"CONF","callUuid":"UUID","dn":"1001","recordDn":"1001","recorderUri":"sip:record=REC@h","segment":2},"exchange":{"offered":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","local":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","remote":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n","wanted":"v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"}},"dialog":{"callId":"C","localTag":"L","last":{"method":"INVITE","cSeq":1,"branch":"z9hG4bKB"},"state":{"callId":"C","localTag":"L","remoteTag":"R","localUri":"sip:a@h","remoteUri":"sip:b@h","localTarget":"sip:a@h","remoteTarget":"sip:b@h","routeSet":["\u003Csip:p;lr\u003E"],"localCSeq":1,"early":false,"isCaller":true}}}""";

    private static readonly RecordingSession Session = new("REC", 1, "CONF", "UUID", "1001", "1001", "sip:record=REC@h", Segment: 2);

    [Fact]
    public void Are_written_and_read_as_ever()
    {
        const string Text = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";
        Assert.True(SessionDescription.TryParse(Text, out var sdp));
        var dialog = new DialogState("C", "L", "R", "sip:a@h", "sip:b@h", "sip:a@h", "sip:b@h", ["<sip:p;lr>"], 1, null, Early: false, IsCaller: true);
        var state = new RecordingDialogState(
            new RecordingSessionState.Paused(Session, new RecorderExchange(sdp, sdp, sdp, Offered: sdp)),
            new RecorderDialog("C", "L", new SentRequest("INVITE", 1, "z9hG4bKB"), dialog));

        var data = RecordingSessionSnapshot.Codec.Encode(state);
        Assert.Equal(("recording-session-snapshot", 1), (data.Name, data.Version));
        Assert.Equal(V1, Encoding.UTF8.GetString(data.Payload.Span));
        Assert.Equal(state, RecordingSessionSnapshot.Codec.Decode(new EventData("recording-session-snapshot", 1, Encoding.UTF8.GetBytes(V1))));
    }

    [Fact]
    public void Of_nothing_are_the_initial_state()
    {
        var codec = RecordingSessionSnapshot.Codec;
        Assert.Equal(RecordingDialogDecider.Initial, codec.Decode(codec.Encode(RecordingDialogDecider.Initial)));
    }
}
