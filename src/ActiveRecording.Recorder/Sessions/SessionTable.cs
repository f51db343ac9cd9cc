using ActiveRecording.Archive.Spools;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>
/// The sessions on this recorder, and the closing of their streams. Used on the endpoint's strand only, but
/// for <see cref="Count"/>.
/// </summary>
internal sealed class SessionTable(RecorderContext context)
{
    private readonly Dictionary<string, LiveSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> closing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action> awaitingClose = new(StringComparer.Ordinal);
    private readonly List<(string RecordingId, LiveStream Stream)> lingering = [];
    private int count;

    /// <summary>Sessions at this moment; from any thread.</summary>
    public int Count => Volatile.Read(ref count);

    public IReadOnlyCollection<LiveSession> All => sessions.Values;

    public void Add(LiveSession session)
    {
        sessions[session.Id] = session;
        Volatile.Write(ref count, sessions.Count);
    }

    public LiveSession? Find(string id) => sessions.GetValueOrDefault(id);

    public LiveSession? Find(DialogId dialog) =>
        Find(dialog.LocalTag) is { } session && session.Dialog.Id == dialog ? session : null;

    /// <summary>The session whose INVITE is not answered yet.</summary>
    public LiveSession? FindWaiting(ServerTransactionId transaction) =>
        sessions.Values.FirstOrDefault(session => session.Invite?.Transaction == transaction);

    /// <summary>The session whose last INVITE was that.</summary>
    public LiveSession? FindAnswered(ServerTransactionId transaction) =>
        sessions.Values.FirstOrDefault(session => session.AnsweredInvite == transaction);

    /// <summary>
    /// Sessions of the same party and recording that a new one takes the place of: earlier segments, and
    /// those that bring nothing any more.
    /// </summary>
    public IEnumerable<LiveSession> ReplacedBy(LiveSession offered)
    {
        var silent = (context.Now - context.Options.RejoinSilence).UtcTicks;
        return sessions.Values.Where(session => session != offered
            && session is { IsAccepted: true, IsEnding: false }
            && session.RecordingId == offered.RecordingId
            && session.SharesPartyWith(offered)
            && (session.Segment < offered.Segment || session.LastHeardTicks < silent));
    }

    /// <summary>The session never was: its ports are free again.</summary>
    public void Discard(LiveSession session)
    {
        Remove(session);
        foreach (var stream in session.Streams) stream.Receiver.Close();
    }

    /// <summary>The dialog is over.</summary>
    public void Remove(LiveSession session)
    {
        sessions.Remove(session.Id);
        Volatile.Write(ref count, sessions.Count);
    }

    /// <summary>Takes what is still on its way for a moment, then closes ports and spools.</summary>
    public void Close(LiveSession session)
    {
        foreach (var stream in session.Streams) Close(session.RecordingId, stream);
    }

    /// <summary>The same for one stream.</summary>
    public void Close(string recordingId, LiveStream stream)
    {
        closing[recordingId] = closing.GetValueOrDefault(recordingId) + 1;
        var entry = (recordingId, stream);
        lingering.Add(entry);
        context.After(context.Options.CloseDelay, () => Close(entry));
    }

    /// <summary>The spools that still take media: of open sessions and of those just ended.</summary>
    public IEnumerable<SpoolWriter> Spools => sessions.Values.SelectMany(session => session.Streams)
        .Concat(lingering.Select(entry => entry.Stream))
        .Select(stream => stream.Sink.Spool).OfType<SpoolWriter>().Distinct();

    /// <summary>Runs an action once no stream of a recording is being closed any more.</summary>
    public void WhenClosed(string recordingId, Action action)
    {
        if (closing.ContainsKey(recordingId)) awaitingClose[recordingId] = action;
        else action();
    }

    private void Close((string RecordingId, LiveStream Stream) entry)
    {
        lingering.Remove(entry);
        var (recordingId, stream) = entry;
        stream.Receiver.Close();
        if (stream.Sink.Spool is not { } spool)
        {
            Closed(recordingId);
            return;
        }

        spool.Close(() => context.Endpoint.Post(() =>
        {
            if (spool.DroppedFrames > 0) context.Log.PacketsDropped(recordingId, spool.DroppedFrames);
            Closed(recordingId);
        }));
    }

    private void Closed(string recordingId)
    {
        if (--closing[recordingId] > 0) return;
        closing.Remove(recordingId);
        if (awaitingClose.Remove(recordingId, out var action)) action();
    }
}
