using System.Text;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>The dialog's events as the first version stored them; no line here may change.</summary>
public sealed class Stored_dialog_events
{
    private const string Sent =
        """{"at":"2026-11-20T09:41:00+00:00","callId":"C","localTag":"L","request":{"method":"INVITE","cSeq":1,"branch":"z9hG4bKB"}}""";

    private const string Changed =
        """{"at":"2026-11-20T09:41:01+00:00","dialog":{"callId":"C","localTag":"L","remoteTag":"R","localUri":"sip:media-server@127.0.0.1:5260","remoteUri":"sip:record=REC@127.0.0.1:5160","localTarget":"sip:media-server@127.0.0.1:5260","remoteTarget":"sip:REC@127.0.0.1:5360","routeSet":["\u003Csip:127.0.0.1:5160;lr\u003E"],"localCSeq":1,"early":false,"isCaller":true}}""";

    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    private static readonly DialogState Dialog = new(
        "C", "L", "R", "sip:media-server@127.0.0.1:5260", "sip:record=REC@127.0.0.1:5160", "sip:media-server@127.0.0.1:5260",
        "sip:REC@127.0.0.1:5360", ["<sip:127.0.0.1:5160;lr>"], 1, null, Early: false, IsCaller: true);

    public static TheoryData<string, string, object> Events => new()
    {
        { "recorder-request-sent", Sent, new RecorderRequestSent(T0, "C", "L", new SentRequest("INVITE", 1, "z9hG4bKB")) },
        { "recorder-dialog-changed", Changed, new RecorderDialogChanged(T0.AddSeconds(1), Dialog) },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Are_read_and_written_as_they_always_were(string name, string stored, object @event)
    {
        var codec = RecordingDialogJournal.Codec();
        var data = codec.Encode(@event);

        Assert.Equal((name, 1, stored), (data.Name, data.Version, Encoding.UTF8.GetString(data.Payload.Span)));
        Assert.Equal(@event, codec.Decode(new EventData(name, 1, Encoding.UTF8.GetBytes(stored))));
    }
}
