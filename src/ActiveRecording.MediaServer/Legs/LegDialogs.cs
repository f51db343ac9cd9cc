using ActiveRecording.MediaServer.Recording;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>The user agent server towards SIP Server: one dialog for each party, bridged by conf-id. Lives on the strand.</summary>
internal sealed class LegDialogs(RoomContext context, Func<RecordingDesk> recordings, Action emptied)
{
    private const string User = "media-server";

    private readonly Dictionary<string, Conference> conferences = new(StringComparer.Ordinal);
    private readonly Dictionary<DialogId, MediaLeg> legs = [];

    /// <summary>Legs open.</summary>
    public int Count => legs.Count;

    /// <summary>The legs open.</summary>
    public IReadOnlyCollection<MediaLeg> All => legs.Values;

    /// <summary>Streams of parties open, a port each.</summary>
    public int Ports { get; private set; }

    /// <summary>The leg of a received request; null if it is none of ours.</summary>
    public MediaLeg? Find(SipMessage received) => legs.GetValueOrDefault(Dialog.IdOf(received));

    /// <summary>The leg of that MSML name, for example <c>conn:To-tag</c>; null if there is none.</summary>
    public MediaLeg? Find(string connectionId) => legs.Values.FirstOrDefault(leg => leg.ConnectionId == connectionId);

    /// <summary>Opens a leg.</summary>
    /// <returns>The 200 with our description, or the refusal.</returns>
    public SipResponse Open(ServerTransactionId transaction, SipRequest invite, LegInvitation invitation, SipHop from)
    {
        SessionDescription? offer = null;
        if (!invite.Body.IsEmpty && !TryReadOffer(invite, out offer, out var refusal)) return refusal;
        var kinds = offer is null ? [LegDescriptions.Audio] : LegDescriptions.KindsOf(LegDescriptions.Relayable(offer));
        if (!kinds.Contains(LegDescriptions.Audio, StringComparer.Ordinal)) return invite.CreateResponse(488, "No Audio To Relay");

        var conference = conferences.GetValueOrDefault(invitation.ConferenceId) ?? new Conference(invitation.ConferenceId);
        if (conference.Legs.Count == Conference.MaxLegs) return invite.CreateResponse(486, "Conference Is Full");
        var media = NewMedia(invite.CallId);
        if (Ports + kinds.Count > context.Options.MaxPorts || !media.TryOpen(kinds)) return invite.CreateResponse(503, "No Port Free");

        var dialog = Dialog.FromUas(invite, context.Endpoint.NewTag(), context.Endpoint.Contact(User, from));
        var leg = new MediaLeg(conference, invitation.Dn, invitation.MediaControl, dialog, media, context.NewOrigin());
        conferences[conference.Id] = conference;
        legs.Add(dialog.Id, leg);
        conference.Add(leg);
        Ports += media.Count;
        context.Log.LegOpened(invite.CallId, conference.Id, invitation.Dn, media.Audio.Local.Rtp.Port);
        var response = Negotiate(transaction, leg, invite, offer);
        if (!response.IsSuccess) End(leg);
        return response;
    }

    /// <summary>A re-INVITE: another address, other codecs, another direction, or all as before.</summary>
    public SipResponse Renegotiate(ServerTransactionId transaction, MediaLeg leg, SipRequest invite)
    {
        if (invite.Body.IsEmpty) return Negotiate(transaction, leg, invite, null);
        if (!TryReadOffer(invite, out var offer, out var refusal)) return refusal;
        var kinds = LegDescriptions.KindsOf(LegDescriptions.Relayable(offer));
        if (!kinds.Contains(LegDescriptions.Audio, StringComparer.Ordinal)) return invite.CreateResponse(488, "No Audio To Relay");

        var before = leg.Media.Count;
        if (Ports + kinds.Count(kind => !leg.Media.Has(kind)) > context.Options.MaxPorts || !leg.Media.TryOpen(kinds))
            return invite.CreateResponse(503, "No Port Free");
        Ports += leg.Media.Count - before;
        return Negotiate(transaction, leg, invite, offer);
    }

    /// <summary>The ACK of a 200 that carried our offer brings the answer; without a first answer the leg cannot be.</summary>
    public void Acknowledged(MediaLeg leg, SipRequest ack)
    {
        leg.Unacknowledged = null;
        if (!leg.AwaitsAnswer) return;
        leg.TakeAnswer(SessionDescription.TryParse(ack.Body.Span, out var answer) ? answer : null);
        if (leg.Remote is null) HangUp(leg);
        else Apply(leg);
    }

    /// <summary>A 200 was repeated for long and never acknowledged: the leg is ended (RFC 3261 §13.3.1.4).</summary>
    public void AckMissing(ServerTransactionId transaction)
    {
        if (legs.Values.FirstOrDefault(leg => leg.Unacknowledged == transaction) is { } leg) HangUp(leg);
    }

    /// <summary>The party is gone: its ports are given back and the recordings of its conference end.</summary>
    public void End(MediaLeg leg)
    {
        if (!legs.Remove(leg.Dialog.Id)) return;
        var statistics = leg.Media.Audio.Statistics;
        context.Log.LegEnded(leg.Dialog.CallId, leg.Conference.Id, statistics.Received, statistics.Lost, statistics.Forwarded);
        foreach (var recording in leg.Conference.Recordings.Values) recordings().Stop(recording);
        leg.Conference.Recordings.Clear();
        leg.Conference.Remove(leg);
        Ports -= leg.Media.Count;
        leg.Media.Close();
        if (leg.Conference.Legs.Count == 0) conferences.Remove(leg.Conference.Id);
        if (legs.Count == 0) emptied();
    }

    /// <summary>Ends a leg by BYE: its 200 was never acknowledged, or the room closes.</summary>
    public void HangUp(MediaLeg leg)
    {
        TrySend(leg, SipMethod.Bye, body: null, Unheard.Instance);
        End(leg);
    }

    /// <summary>Ends every leg.</summary>
    public void HangUpAll()
    {
        foreach (var leg in legs.Values.ToList()) HangUp(leg);
    }

    /// <summary>Sends an event about a recording to whoever asked for it, or on its partner's dialog when it is gone.</summary>
    public void Report(MediaLeg leg, MsmlEvent what)
    {
        var to = legs.ContainsValue(leg) ? leg : leg.Conference.PartnerOf(leg);
        if (to is null || !TrySend(to, SipMethod.Info, what, Unheard.Instance)) context.Log.ReportUndelivered(what.Id ?? "", "the call is over");
    }

    /// <summary>Asks whether the other end still knows the leg.</summary>
    /// <returns>False when there is no way to it.</returns>
    public bool TryAsk(MediaLeg leg, IClientTransactionUser asker) => TrySend(leg, SipMethod.Options, body: null, asker);

    private bool TrySend(MediaLeg leg, SipMethod method, MsmlBody? body, IClientTransactionUser user)
    {
        (leg.Dialog, var request) = Dialog.CreateRequest(leg.Dialog, method);
        if (body is not null) request.SetBody(MsmlBody.RadisysContentType, body.ToBytes());
        if (!context.Endpoint.TryResolve(request, out var hop)) return false;
        context.Endpoint.Send(request, hop, user);
        return true;
    }

    private LegMedia NewMedia(string callId) => new(
        context.Plane, new LegOptions(context.Options.SilenceAfter, context.Options.History), new LegFacts(callId, context.Log));

    private static bool TryReadOffer(
        SipRequest invite,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SessionDescription? offer,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out SipResponse? refusal)
    {
        offer = null;
        refusal = null;
        if (invite.ContentType?.Is(SessionDescription.ContentType) != true)
        {
            refusal = invite.CreateResponse(415);
            refusal.Headers.Add(HeaderNames.Accept, SessionDescription.ContentType);
        }
        else if (!SessionDescription.TryParse(invite.Body.Span, out offer))
        {
            refusal = invite.CreateResponse(400, "Malformed Session Description");
        }

        return offer is not null;
    }

    private SipResponse Negotiate(ServerTransactionId transaction, MediaLeg leg, SipRequest invite, SessionDescription? offer)
    {
        var partner = leg.Conference.PartnerOf(leg)?.Remote;
        var local = offer is null ? leg.Offer(context.MediaAddress, partner) : leg.Answer(offer, context.MediaAddress);
        if (local is null) return invite.CreateResponse(488);
        if (offer is not null) Apply(leg);
        leg.Unacknowledged = transaction;
        var response = invite.CreateResponse(200, toTag: leg.Dialog.LocalTag);
        response.Contact = new NameAddress(SipUri.Parse(leg.Dialog.LocalTarget));
        response.Headers.Add(HeaderNames.Allow, Capabilities.Methods);
        response.SetBody(SessionDescription.ContentType, local.ToBytes());
        return response;
    }

    /// <summary>The data plane and the recorders follow what was agreed; each party's payload types count for both.</summary>
    private void Apply(MediaLeg leg)
    {
        var partner = leg.Conference.PartnerOf(leg);
        leg.Media.Apply(leg.Remote!, partner?.Remote);
        if (partner is { Remote: { } other }) partner.Media.Apply(other, leg.Remote);
        recordings().Redescribe(leg.Conference);
    }
}
