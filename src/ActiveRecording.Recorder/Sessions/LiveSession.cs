using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>A request that waits for the journal before it is answered.</summary>
internal sealed record Waiting(ServerTransactionId Transaction, SipRequest Request);

/// <summary>
/// A recording session on this recorder: dialog, descriptions, streams, and the requests that wait for an
/// answer. Used on the endpoint's strand only.
/// </summary>
internal sealed class LiveSession(string recordingId, DialogState dialog, IReadOnlyList<LiveStream> opened)
    : IRefreshedDialog
{
    private readonly List<LiveStream> streams = [.. opened];
    private KeptDescription local;
    private KeptDescription remote;

    public string RecordingId => recordingId;

    /// <summary>Our tag of the dialog: the session's identifier.</summary>
    public string Id => Dialog.LocalTag;

    /// <summary>Its streams, sound first.</summary>
    public IReadOnlyList<LiveStream> Streams => streams;

    public DialogState Dialog { get; set; } = dialog;

    /// <inheritdoc/>
    public SessionMark Session { get; set; }

    /// <inheritdoc/>
    public bool IsReinviting { get; set; }

    /// <summary>Our last description.</summary>
    public required SessionDescription Local
    {
        get => local.Description!;
        set => local = new(value);
    }

    /// <summary>The peer's last description; null until a delayed offer is answered.</summary>
    public SessionDescription? Remote
    {
        get => remote.Description;
        set => remote = new(value);
    }

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
    public bool IsEnding => Ending is not null;

    /// <summary>Why it ends; null while it does not.</summary>
    public SessionEnd? Ending { get; set; }

    /// <summary>When the peer last gave a sign of life, UTC ticks.</summary>
    public long LastSignTicks { get; set; }

    /// <summary>Asked by OPTIONS and not answered yet.</summary>
    public bool IsProbed { get; set; }

    /// <summary>The last sign of life, media included.</summary>
    public long LastHeardTicks =>
        Math.Max(LastSignTicks, streams.Max(stream => stream.Sink.LastArrivalTicks));

    /// <summary>When media last came; null if none did.</summary>
    public DateTimeOffset? LastMedia =>
        streams.Max(stream => stream.Sink.LastMediaTicks) is var ticks && ticks > 0
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    /// <summary>For the journal.</summary>
    public string Continuation =>
        ContinuationOf(Dialog, Local, Remote);

    /// <summary>The same after a re-INVITE.</summary>
    public string ContinuationOf(DialogState dialog, SessionDescription local, SessionDescription? remote) =>
        new SessionContinuation(dialog, local.ToString(), remote?.ToString() ?? "", Segment)
        {
            Expires = Session.Seconds,
            Refreshes = Session.Refreshes,
        }.ToJson();

    /// <summary>Tells the receivers and spools what the descriptions say.</summary>
    public void Apply()
    {
        foreach (var stream in streams)
        {
            stream.Receiver.SetRemote(
                Remote is { } remote ? MediaNegotiation.Source(remote, stream.Line) : null, []);
            if (stream.Description is not { } description) continue;
            stream.Describe(description with
            {
                Dn = stream == Sound[0] || stream == Pictures.FirstOrDefault() ? Dns.First : Dns.Second,
                Payloads = MediaNegotiation.Payloads(Local, stream.Line),
            });
        }
    }

    /// <summary>Whether it carries a party that <paramref name="other"/> carries too.</summary>
    public bool SharesPartyWith(LiveSession other) =>
        Parties.Intersect(other.Parties, StringComparer.Ordinal).Any();

    /// <summary>The stream of the first party as the peer's description has it.</summary>
    public OfferedLine First(SessionDescription? remote, (string First, string Second) dns) =>
        Line(Sound[0], remote, dns.First);

    /// <summary>The stream of the second party, if there is one.</summary>
    public OfferedLine? Second(SessionDescription? remote, (string First, string Second) dns) =>
        Sound is [_, var second] ? Line(second, remote, dns.Second) : null;

    /// <summary>The first party's pictures, if there are any.</summary>
    public OfferedLine? FirstVideo(SessionDescription? remote, (string First, string Second) dns) =>
        Pictures is [var first, ..] ? Line(first, remote, dns.First) : null;

    /// <summary>The second party's pictures, if there are any.</summary>
    public OfferedLine? SecondVideo(SessionDescription? remote, (string First, string Second) dns) =>
        Pictures is [_, var second] ? Line(second, remote, dns.Second) : null;

    /// <summary>What a description makes of the session.</summary>
    public ChangeSession Change(
        SessionDescription? remote, (string First, string Second) dns, string continuation,
        DateTimeOffset now) =>
        new(Id, First(remote, dns), Second(remote, dns), continuation, now)
        {
            FirstVideo = FirstVideo(remote, dns),
            SecondVideo = SecondVideo(remote, dns),
        };

    /// <summary>Forgets the streams that the peer's answer refuses; the first one stays.</summary>
    public IReadOnlyList<LiveStream> TakeRefused(SessionDescription answer)
    {
        bool IsRefused(LiveStream stream) =>
            answer.Media.ElementAtOrDefault(stream.Line) is not { IsActive: true };
        var refused = streams.Skip(1).Where(IsRefused).ToArray();
        streams.RemoveAll(refused.Contains);
        return refused;
    }

    private LiveStream[] Sound => [.. streams.Where(stream => !stream.IsVideo)];

    private LiveStream[] Pictures => [.. streams.Where(stream => stream.IsVideo)];

    private IEnumerable<string> Parties =>
        new[] { Dns.First, Sound.Length > 1 ? Dns.Second : "" }.Where(dn => dn.Length > 0);

    private static OfferedLine Line(LiveStream stream, SessionDescription? remote, string dn) =>
        new(stream.Line, dn, remote is null || MediaNegotiation.IsSending(remote, stream.Line));
}

/// <summary>What a re-INVITE makes of a session once the recording has taken it.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Local">Our answer.</param>
/// <param name="Remote">The peer's offer.</param>
/// <param name="Dns">The parties.</param>
internal sealed record Reoffer(
    DialogState Dialog, SessionDescription Local, SessionDescription Remote,
    (string First, string Second) Dns);
