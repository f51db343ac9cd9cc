using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>A request that waits for the journal before it is answered.</summary>
internal sealed record Waiting(ServerTransactionId Transaction, SipRequest Request);

/// <summary>
/// A recording session on this recorder: dialog, descriptions, streams, and the requests that wait for an answer. Used
/// on the endpoint's strand only.
/// </summary>
internal sealed class LiveSession(string recordingId, DialogState dialog, IReadOnlyList<LiveStream> streams)
{
    public string RecordingId => recordingId;

    /// <summary>Our tag of the dialog: the session's identifier.</summary>
    public string Id => Dialog.LocalTag;

    public IReadOnlyList<LiveStream> Streams => streams;

    public DialogState Dialog { get; set; } = dialog;

    /// <summary>Our last description.</summary>
    public required SessionDescription Local { get; set; }

    /// <summary>The peer's last description; null until a delayed offer is answered.</summary>
    public SessionDescription? Remote { get; set; }

    /// <summary>The parties of the first and the second stream.</summary>
    public required (string First, string Second) Dns { get; set; }

    /// <summary>From 1; higher when the recording goes on after its media was lost elsewhere.</summary>
    public int Segment { get; init; } = 1;

    /// <summary>The INVITE or re-INVITE that waits.</summary>
    public Waiting? Invite { get; set; }

    /// <summary>The INVITE that was answered last.</summary>
    public ServerTransactionId? AnsweredInvite { get; set; }

    /// <summary>What the waiting re-INVITE will make of the session.</summary>
    public Reoffer? Reoffer { get; set; }

    /// <summary>The BYE that waits.</summary>
    public Waiting? Bye { get; set; }

    /// <summary>Our description was an offer: the ACK brings the answer.</summary>
    public bool AwaitsAnswer { get; set; }

    /// <summary>The INVITE was cancelled while it waited.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>The recording has taken it.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Its end has been told to the recording.</summary>
    public bool IsEnding { get; set; }

    /// <summary>When the peer last gave a sign of life, UTC ticks.</summary>
    public long LastSignTicks { get; set; }

    /// <summary>Asked by OPTIONS and not answered yet.</summary>
    public bool IsProbed { get; set; }

    /// <summary>The last sign of life, media included.</summary>
    public long LastHeardTicks => Math.Max(LastSignTicks, streams.Max(stream => stream.Sink.LastArrivalTicks));

    /// <summary>When media last came; null if none did.</summary>
    public DateTimeOffset? LastMedia => streams.Max(stream => stream.Sink.LastMediaTicks) is var ticks && ticks > 0
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : null;

    /// <summary>For the journal.</summary>
    public string Continuation => new SessionContinuation(Dialog, Local.ToString(), Remote?.ToString() ?? "", Segment).ToJson();

    /// <summary>Tells the receivers and spools what the descriptions say.</summary>
    public void Apply()
    {
        foreach (var stream in streams)
        {
            stream.Receiver.SetRemote(Remote is { } remote ? MediaNegotiation.Source(remote, stream.Line) : null, []);
            if (stream.Description is not { } description) continue;
            stream.Describe(description with
            {
                Dn = stream == streams[0] ? Dns.First : Dns.Second,
                Payloads = MediaNegotiation.Payloads(Local, stream.Line),
            });
        }
    }

    /// <summary>Whether it carries a party that <paramref name="other"/> carries too.</summary>
    public bool SharesPartyWith(LiveSession other) => Parties.Intersect(other.Parties, StringComparer.Ordinal).Any();

    private IEnumerable<string> Parties =>
        new[] { Dns.First, streams.Count > 1 ? Dns.Second : "" }.Where(dn => dn.Length > 0);

    /// <summary>A stream as the peer's description has it.</summary>
    public OfferedLine Line(int position, SessionDescription? remote, (string First, string Second) dns) => new(
        streams[position].Line,
        position == 0 ? dns.First : dns.Second,
        remote is null || MediaNegotiation.IsSending(remote, streams[position].Line));

    /// <summary>The second stream, if there is one.</summary>
    public OfferedLine? SecondLine(SessionDescription? remote, (string First, string Second) dns) =>
        streams.Count > 1 ? Line(1, remote, dns) : null;
}

/// <summary>What a re-INVITE makes of a session once the recording has taken it.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Local">Our answer.</param>
/// <param name="Remote">The peer's offer.</param>
/// <param name="Dns">The parties.</param>
internal sealed record Reoffer(
    DialogState Dialog, SessionDescription Local, SessionDescription Remote, (string First, string Second) Dns);
