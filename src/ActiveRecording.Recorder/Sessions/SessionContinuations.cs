using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>
/// Sessions that were open when the recorder stopped: it listens on the same ports again and goes on with the
/// spools; what was missed shows as a gap. When the ports are taken, what was received is sealed.
/// </summary>
internal sealed class SessionContinuations(RecorderContext context, SessionActions actions)
{
    /// <summary>Goes on with a session; on the endpoint's strand.</summary>
    public void Continue(string recordingId, RecordingSession open)
    {
        if (context.Sessions.Find(open.Id) is not null) return;
        var continuation = SessionContinuation.FromJson(open.Dialog);
        if (!SessionDescription.TryParse(continuation.Local, out var local)
            || !TryReopen(open, local, out var streams))
        {
            GiveUp(recordingId, open);
            return;
        }

        var session = new LiveSession(recordingId, continuation.Dialog, streams)
        {
            Local = local,
            Remote = SessionDescription.TryParse(continuation.Remote, out var remote) ? remote : null,
            Dns = (open.First.Dn, open.Second?.Dn ?? ""),
            Segment = continuation.Segment,
            IsAccepted = true,
            Session = context.Options.SessionTimer is null
                ? default
                : SessionMark.Continued(continuation.Expires, continuation.Refreshes, context.Now),
        };
        context.Sessions.Add(session);
        if (!actions.TryOpenSpools(session, open)) return;
        session.Apply();
        context.Log.SessionContinued(recordingId, open.Id);
    }

    private bool TryReopen(
        RecordingSession open, SessionDescription local, out IReadOnlyList<LiveStream> streams)
    {
        var opened = new List<LiveStream>();
        streams = opened;
        foreach (var line in open.Sound.Select(line => new ReceivedLine(line.Index, IsVideo: false))
            .Concat(open.Pictures.Select(line => new ReceivedLine(line.Index, IsVideo: true))))
        {
            var sink = new StreamSink();
            var options = new ReceiverOptions(Invitations.CName, [], context.Options.ReportInterval)
            {
                Port = local.Media.ElementAtOrDefault(line.Index)?.Port,
            };
            if (!context.Plane.TryOpenReceiver(options, sink, out var receiver))
            {
                foreach (var stream in opened) stream.Receiver.Close();
                return false;
            }

            opened.Add(new LiveStream(line, sink, receiver));
        }

        return true;
    }

    private void GiveUp(string recordingId, RecordingSession open)
    {
        context.Log.SessionLost(recordingId, open.Id);
        var last = context.Store.LastArrival(
            recordingId, open.Id, [.. open.Lines.Select(line => line.Index)]);
        context.TellSurely(recordingId, new EndSession(
            open.Id, SessionEnd.RecorderRestarted, context.Options.SessionGrace, last ?? open.AcceptedAt));
    }
}
