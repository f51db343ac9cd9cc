using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Routing;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer;

/// <summary>INVITEs outside of dialogs: who calls whom, and off to a new call. On the endpoint's strand.</summary>
internal sealed class IncomingCalls(
    SipServerOptions options, SipEndpoint endpoint, CallerIdentification callers, DialPlan plan, CallPlacement placement,
    ReceivedTable received, LiveCalls live, TimeProvider time, SipServerMeter meter, ILogger log,
    Func<string, SwitchedCallCommand, bool> tell)
{
    private const string RetryAfterSeconds = "5";
    private const string NoAnswerPossible = "399 sip-server \"An answer is application/sdp and nothing else\"";
    private static readonly string[] AnswerRanges = [SessionDescription.ContentType, "application/*", "*/*"];
    private static readonly ResponseDraft Unavailable = new(503) { Headers = [(HeaderNames.RetryAfter, RetryAfterSeconds)] };

    /// <summary>Whether new calls are taken.</summary>
    public bool IsOpen { get; set; }

    /// <summary>
    /// Whether another node goes on with what this one leaves unanswered: then a node that ends does not refuse what the next may take.
    /// </summary>
    public Func<bool> HasSuccessor { private get; set; } = () => false;

    public void Receive(ServerTransactionId transaction, SipRequest invite, SipHop from)
    {
        if (!IsOpen && HasSuccessor()) return;
        if (Place(transaction, invite, from, out var refusal) is { } place)
        {
            meter.Placed(place.Call.Recording is not null);
            var call = place.Call;
            log.CallPlaced(call.Identity.CallUuid, call.Ani, call.Dnis, call.Recording?.RecordDn ?? "nobody");
            return;
        }

        meter.Refused(refusal.Status);
        log.CallRefused(invite.CallId, invite.From.Uri.ToString(), NumberOf(invite), refusal.Status);
        endpoint.Respond(transaction, (refusal with { ToTag = endpoint.NewTag() }).To(invite));
    }

    /// <summary>Whether a session description may be in the response (RFC 3261 §20.1).</summary>
    private static bool AcceptsAnswer(SipRequest invite) => !invite.Headers.Contains(HeaderNames.Accept)
        || invite.Headers.All(HeaderNames.Accept).Any(range => AnswerRanges.Contains(range.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase));

    private static string NumberOf(SipRequest invite) => invite.RequestUri.User ?? "";

    private SwitchedCallCommand.Place? Place(
        ServerTransactionId transaction, SipRequest invite, SipHop from, out ResponseDraft refusal)
    {
        refusal = Unavailable;
        if (!IsOpen || live.Count >= options.MaxCalls) return null;

        refusal = new ResponseDraft(400, "Contact Missing");
        if (invite.Contact is null) return null;
        refusal = new ResponseDraft(406) { Headers = [(HeaderNames.Warning, NoAnswerPossible)] };
        if (!AcceptsAnswer(invite)) return null;
        if (!ReceivedRequests.TryReadOffer(invite, out var offer, out refusal)) return null;

        if (LegSessions.Refusal(invite, options.SessionTimer) is { } tooShort)
        {
            refusal = tooShort;
            return null;
        }

        var caller = callers.Identify(invite, from);
        refusal = callers.Refusal(caller);
        if (caller is not CallerVerdict.Known known) return null;

        var callee = plan.Find(NumberOf(invite), known.Party.Kind);
        refusal = new ResponseDraft(callee is CalleeVerdict.Refused unreachable ? unreachable.Status : 480);
        if (callee is not CalleeVerdict.Reachable reachable) return null;
        var place = placement.Place(time.GetUtcNow(), transaction, invite, from, offer, known, reachable);
        if (place is null) return null;

        refusal = Unavailable;
        return TryTell(place, invite) ? place : null;
    }

    private bool TryTell(SwitchedCallCommand.Place place, SipRequest invite)
    {
        var callUuid = place.Call.Identity.CallUuid;
        received.Add(place.Transaction, new ReceivedRequest(invite, callUuid, LegId.Origin));
        live.Add(callUuid);
        if (tell(callUuid, place)) return true;
        received.Answered(place.Transaction, Unavailable.Status);
        live.Remove(callUuid);
        return false;
    }
}
