using ActiveRecording.MediaServer.Recording;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// The user agent server towards SIP Server: one dialog for each party, bridged by conf-id. Lives on the
/// strand.
/// </summary>
internal sealed class LegDialogs(
    RoomContext context, LegTable legs, LegMessages messages, RecordingDesk recordings, Action emptied)
{
    private const string User = "media-server";
    private const string HungUp = "The Media Server gave up a leg";
    private static readonly Reason Stopping = Reason.Sip(503, "The Media Server stops");
    private static readonly Reason NoAck = Reason.Sip(408, "ACK Missing");
    private static readonly Reason NoAnswer = Reason.Sip(488, "No Answer In ACK");
    private static readonly Reason Expired = Reason.Sip(408, "Session Expired");
    private SessionKeeper<MediaLeg>? sessions;

    /// <summary>The legs' session timers (RFC 4028); SIP Server refreshes, if it knows timers.</summary>
    public SessionKeeper<MediaLeg> Sessions => sessions ??= new(
        context.Time,
        context.Options.SessionTimer is { } options ? options with { RefreshesAlone = false } : null,
        (leg, method) => SessionRefresh<MediaLeg>.Send(context.Endpoint, Sessions, leg, method),
        Expire);

    /// <summary>Opens a leg.</summary>
    /// <returns>The 200 with our description, or the refusal.</returns>
    public SipResponse Open(
        ServerTransactionId transaction, SipRequest invite, LegInvitation invitation, SipHop from)
    {
        if (Sessions.Refuse(invite) is { } tooShort) return tooShort;
        if (!LegOffer.TryRead(invite, out var offer, out var refusal)) return refusal;
        var conference = legs.ConferenceOf(invitation.ConferenceId);
        if (conference.Legs.Count == Conference.MaxLegs)
            return invite.CreateResponse(486, "Conference Is Full");
        var media = NewMedia(invite.CallId, conference.Id);
        if (legs.Ports + offer.Kinds.Count > context.Options.MaxPorts || !media.TryOpen(offer.Kinds))
            return invite.CreateResponse(503, "No Port Free");

        var dialog = Dialog.FromUas(invite, context.Endpoint.NewTag(), context.Endpoint.Contact(User, from));
        var leg = new MediaLeg(
            conference, invitation.Dn, invitation.MediaControl, dialog, media, context.NewOrigin());
        legs.Add(leg);
        context.Log.LegOpened(invite.CallId, conference.Id, invitation.Dn, media.Audio.Local.Rtp.Port);
        var response = Negotiate(transaction, leg, invite, offer.Description);
        if (!response.IsSuccess) End(leg);
        return response;
    }

    /// <summary>
    /// A re-INVITE or an UPDATE: another address, other codecs, another direction, or all as before. Without a
    /// body an UPDATE is a sign of life and nothing more (RFC 3311 §5.2, RFC 4028 §7.4).
    /// </summary>
    public SipResponse Renegotiate(ServerTransactionId transaction, MediaLeg leg, SipRequest invite)
    {
        if (Sessions.Refuse(invite) is { } tooShort) return tooShort;
        if (invite.Method == SipMethod.Update && invite.Body.IsEmpty) return Success(leg, invite);
        if (leg.AwaitsAnswer || leg.IsReinviting) return invite.CreateResponse(491);
        if (!LegOffer.TryRead(invite, out var offer, out var refusal)) return refusal;
        var more = offer.Kinds.Count(kind => !leg.Media.Has(kind));
        if (legs.Ports + more > context.Options.MaxPorts || !legs.TryOpen(leg, offer.Kinds))
            return invite.CreateResponse(503, "No Port Free");
        return Negotiate(transaction, leg, invite, offer.Description);
    }

    /// <summary>
    /// The ACK of a 200 that carried our offer brings the answer; without a first answer the leg cannot be.
    /// </summary>
    public void Acknowledged(MediaLeg leg, SipRequest ack)
    {
        leg.Unacknowledged = null;
        if (!leg.AwaitsAnswer) return;
        leg.TakeAnswer(SessionDescription.TryParse(ack.Body.Span, out var answer) ? answer : null);
        if (leg.Remote is null) HangUp(leg, NoAnswer);
        else Apply(leg);
    }

    /// <summary>
    /// A 200 was repeated for long and never acknowledged: the leg is ended (RFC 3261 §13.3.1.4).
    /// </summary>
    public void AckMissing(ServerTransactionId transaction)
    {
        if (legs.Find(transaction) is { } leg) HangUp(leg, NoAck);
    }

    /// <summary>
    /// The party is gone: its ports are given back and the recordings of its conference end.
    /// </summary>
    /// <param name="leg">Its leg.</param>
    /// <param name="endedAt">The hang-up instant as SIP Server knows it; null if it did not say.</param>
    public void End(MediaLeg leg, DateTimeOffset? endedAt = null) =>
        Close(leg, recording => recordings.Stop(recording, endedAt));

    /// <summary>Ends every leg by BYE.</summary>
    public void HangUpAll()
    {
        foreach (var leg in legs.All) HangUp(leg, Stopping);
    }

    private void Close(MediaLeg leg, Action<ConferenceRecording> end)
    {
        if (!legs.Remove(leg)) return;
        var statistics = leg.Media.Audio.Statistics;
        context.Log.LegEnded(
            leg.Dialog.CallId, leg.Conference.Id, statistics.Received, statistics.Lost, statistics.Forwarded);
        foreach (var recording in leg.Conference.Recordings.Values) end(recording);
        leg.Conference.Recordings.Clear();
        leg.Media.Close();
        if (legs.Count == 0) emptied();
    }

    /// <summary>Its call goes on, perhaps with another leg.</summary>
    private void HangUp(MediaLeg leg, Reason why)
    {
        messages.SendBye(leg, why);
        Close(leg, recording => recordings.Interrupt(recording, HungUp));
    }

    /// <summary>SIP Server did not refresh the leg in time: it lost it, or is gone itself.</summary>
    private void Expire(MediaLeg leg)
    {
        if (!legs.Contains(leg)) return;
        context.Log.LegExpired(leg.Dialog.CallId, leg.Conference.Id);
        HangUp(leg, Expired);
    }

    private LegMedia NewMedia(string callId, string conferenceId) => new(
        context.Plane, new LegOptions(context.Options.SilenceAfter, context.Options.History) { Call = conferenceId },
        new LegFacts(callId, context.Log));

    private SipResponse Negotiate(
        ServerTransactionId transaction, MediaLeg leg, SipRequest invite, SessionDescription? offer)
    {
        var partner = leg.Conference.PartnerOf(leg)?.Remote;
        var local = offer is null
            ? leg.Offer(context.MediaAddress, partner)
            : leg.Answer(offer, context.MediaAddress);
        if (local is null) return invite.CreateResponse(488);
        if (offer is not null) Apply(leg);
        if (invite.Method == SipMethod.Invite) leg.Unacknowledged = transaction;
        var response = Success(leg, invite);
        response.SetBody(SessionDescription.ContentType, local.ToBytes());
        return response;
    }

    private SipResponse Success(MediaLeg leg, SipRequest request)
    {
        var response = request.CreateResponse(200, toTag: leg.Dialog.LocalTag);
        response.Contact = new NameAddress(SipUri.Parse(leg.Dialog.LocalTarget));
        response.Headers.Add(HeaderNames.Allow, Capabilities.Methods);
        Sessions.Answer(leg, request, response);
        return response;
    }

    /// <summary>
    /// The data plane and the recorders follow what was agreed; each party's payload types count for both.
    /// </summary>
    private void Apply(MediaLeg leg)
    {
        var partner = leg.Conference.PartnerOf(leg);
        leg.Media.Apply(leg, partner);
        if (partner is { Remote: not null }) partner.Media.Apply(partner, leg);
        recordings.Redescribe(leg.Conference);
    }
}
