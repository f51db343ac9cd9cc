using System.Net;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>
/// INVITEs that begin a session: refused at once when something is wrong with them or there is no room, else
/// offered to the recording, which answers when it has taken the session into the journal.
/// </summary>
internal sealed class Invitations(RecorderContext context)
{
    public const string CName = "recorder";

    /// <summary>Takes a new INVITE.</summary>
    public void Receive(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (context.Timers.Refuse(request) is { } tooShort)
        {
            context.Endpoint.Respond(transaction, tooShort);
            return;
        }

        var refusal = Read(request, out var uri, out var offer)
            ?? Obstacle(uri!.RecordingId)
            ?? Offer(transaction, request, from, uri!, offer);
        if (refusal is not null) Refuse(transaction, request, refusal);
    }

    /// <summary>
    /// Why no session can be taken now; null when one can. What has begun is not refused its other party for
    /// the disk's sake.
    /// </summary>
    /// <param name="recordingId">The recording it would belong to; null for a new one.</param>
    public Refusal? Obstacle(string? recordingId = null)
    {
        if (context.IsDraining) return Unavailable("The recorder is stopping");
        if (context.Sessions.Count >= context.Options.MaxSessions)
            return Unavailable("All recording sessions are in use");
        if (context.Store.HasRoom || context.Sessions.All.Any(session => session.RecordingId == recordingId))
            return null;
        context.Log.NoRoom(context.Store.FreeBytes, context.Options.Archive.MinFreeBytes);
        return Unavailable("No room on the disk for a recording");
    }

    private Refusal Unavailable(string reason) => new(503, reason, RetryAfter: context.Options.RetryAfter);

    private static Refusal? Read(SipRequest request, out RecordUri? uri, out SessionDescription? offer)
    {
        offer = null;
        if (!RecordUri.TryRead(request, out uri))
        {
            return RecordUri.IsRecord(request.RequestUri)
                ? new Refusal(400, "The recording identifier is missing or unfit")
                : new Refusal(404, "Only record= is served here");
        }

        return OfferReader.TryRead(request, out offer, out var refusal) ? null : refusal;
    }

    private Refusal? Offer(
        ServerTransactionId transaction, SipRequest request, SipHop from, RecordUri uri,
        SessionDescription? offer)
    {
        var lines = offer is null
            ? MediaNegotiation.Unasked(uri.OtherDn.Length > 0 ? 2 : 1)
            : context.Negotiation.Acceptable(offer);
        if (lines.Count == 0) return new Refusal(488, "No audio stream with a usable codec", 305);
        if (!TryOpen(lines, out var streams)) return Unavailable("No RTP ports are free");
        var tag = context.Endpoint.NewTag();
        var dialog = Dialog.FromUas(request, tag, context.Endpoint.Contact(uri.RecordingId, from));
        var session = new LiveSession(uri.RecordingId, dialog, streams)
        {
            Local = Describe(offer, streams),
            Remote = offer,
            Dns = (uri.Dn, uri.OtherDn),
            Segment = uri.Segment,
            Invite = new Waiting(transaction, request),
            AwaitsAnswer = offer is null,
            LastSignTicks = context.Now.UtcTicks,
        };
        // What the 200 will say of the session timer, the continuation holds.
        context.Timers.Answer(session, request, request.CreateResponse(200));
        context.Sessions.Add(session);
        session.Apply();
        var command = new OfferSession(
            uri.RecordingId, tag, uri.Call,
            session.First(offer, session.Dns), session.Second(offer, session.Dns),
            session.Continuation, context.Now)
        {
            FirstVideo = session.FirstVideo(offer, session.Dns),
            SecondVideo = session.SecondVideo(offer, session.Dns),
            Replaces = [.. context.Sessions.ReplacedBy(session).Select(replaced => replaced.Id)],
        };
        if (context.Recordings.Tell(uri.RecordingId, command)) return null;
        context.Sessions.Discard(session);
        return Unavailable("The recorder is overloaded");
    }

    private SessionDescription Describe(SessionDescription? offer, IReadOnlyList<LiveStream> streams)
    {
        var address = AddressOf(streams[0]);
        var origin = Origin.Create(context.Identifiers.NextUInt64() >> 2, 1, ConnectionAddress.From(address));
        return offer is null
            ? MediaNegotiation.Offer(streams.Select(stream => stream.Port), origin, address)
            : context.Negotiation.Answer(
                offer, streams.ToDictionary(stream => stream.Line, stream => stream.Port), origin, address);
    }

    private IPAddress AddressOf(LiveStream stream) =>
        context.Options.AdvertisedMediaAddress ?? stream.Receiver.Local.Rtp.Address;

    private bool TryOpen(IReadOnlyList<ReceivedLine> lines, out IReadOnlyList<LiveStream> streams)
    {
        var opened = new List<LiveStream>();
        streams = opened;
        foreach (var line in lines)
        {
            var sink = new StreamSink();
            var options = new ReceiverOptions(CName, [], context.Options.ReportInterval);
            if (!context.Plane.TryOpenReceiver(options, sink, out var receiver))
            {
                foreach (var stream in opened) stream.Receiver.Close();
                return false;
            }

            opened.Add(new LiveStream(line, sink, receiver));
        }

        return true;
    }

    private void Refuse(ServerTransactionId transaction, SipRequest request, Refusal refusal)
    {
        context.Log.SessionRefused(
            request.CallId, request.RequestUri.ToString(), refusal.Status, refusal.Reason);
        context.Meter.Refused.Add(1, new KeyValuePair<string, object?>("status", refusal.Status));
        context.Endpoint.Respond(
            transaction, RecorderAnswers.Refusal(request, context.Endpoint.NewTag(), refusal));
    }
}
