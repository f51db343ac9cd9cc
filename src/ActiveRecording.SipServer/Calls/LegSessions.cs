using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// Session timers of a call's dialogs (RFC 4028): asked for in every INVITE, refreshed from here when the peer does not, and
/// at the end of one that nobody refreshed a BYE that says why.
/// </summary>
internal static class LegSessions
{
    private const string Expired = "SIP;cause=408;text=\"Session Expired\"";
    private static readonly string[] Outcome = [HeaderNames.SessionExpires, HeaderNames.Require, HeaderNames.Supported];

    /// <summary>How long a refresh waits for another exchange to be over.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a timer in an INVITE of ours.</summary>
    public static void Offer(SipTurn turn, LegId leg, SipRequest invite)
    {
        if (turn.Routing.SessionTimer is { } options) SessionTimer.Offer(invite, StateOf(turn, leg), options);
    }

    /// <summary>Takes what a success for our INVITE says.</summary>
    public static void Answered(SipTurn turn, LegId leg, SipResponse response)
    {
        if (turn.Routing.SessionTimer is { } options)
            Set(turn, leg, SessionTimer.Answered(StateOf(turn, leg), Offered(turn, leg, options), response, turn.At, options));
    }

    /// <summary>The refusal of an INVITE or UPDATE whose interval is too small; null to go on.</summary>
    public static ResponseDraft? Refusal(SipRequest request, SessionTimerOptions? options) =>
        options is not null && SessionTimer.Refuse(request, options) is { MinSE: { } least }
            ? new ResponseDraft(422) { Headers = [(HeaderNames.MinSE, $"{least}")] }
            : null;

    /// <summary>The outcome as our success tells it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Answer(SipTurn turn, LegId leg, SipRequest? request)
    {
        if (request is null || turn.Routing.SessionTimer is not { } options) return [];
        var (state, headers) = Answer(turn, leg, request, options);
        Set(turn, leg, state);
        return headers;
    }

    /// <summary>The same for a success that is repeated after a restart: the timer runs already.</summary>
    public static IReadOnlyList<(string Name, string Value)> AnswerAgain(SipTurn turn, LegId leg, SipRequest request) =>
        turn.Routing.SessionTimer is { } options ? Answer(turn, leg, request, options).Headers : [];

    /// <summary>A peer wants a longer interval (§7.3): the INVITE goes out again with it; an UPDATE is due again at once.</summary>
    /// <returns>False if that would be refused again.</returns>
    public static bool TryLonger(SipTurn turn, LegId leg, SipResponse refusal)
    {
        if (refusal.StatusCode != 422 || turn.Routing.SessionTimer is not { } options || turn[leg] is not { } dialog) return false;
        var longer = SessionTimer.TooSmall(StateOf(turn, leg), Offered(turn, leg, options), refusal, turn.At);
        if (longer is null) return false;
        if (refusal.CSeq.Method == SipMethod.Update)
        {
            Set(turn, leg, longer);
            return true;
        }

        turn[leg] = dialog with { Session = longer };
        var sdp = turn.State.Call.AllLegs[leg] switch
        {
            Leg.Inviting inviting => inviting.Local,
            Leg.Open { Exchange: Exchange.Sent sent } => sent.Offer,
            _ => null,
        };
        CallEffects.SendInvite(turn, leg, sdp);
        return true;
    }

    /// <summary>Something is due.</summary>
    public static void Awake(SipTurn turn, LegId leg)
    {
        if (turn.State.Call.AllLegs[leg] is not Leg.Open || StateOf(turn, leg) is not { IsActive: true } state) return;
        if (SessionTimer.Next(state) is not { } next) return;
        if (next.At > turn.At) turn.Do(new SwitchedCallEffect.SetSession(leg, next.At));
        else if (next.Act == SessionAct.HangUp) HangUp(turn, leg);
        else Refresh(turn, leg, state);
    }

    /// <summary>The timers after a restart.</summary>
    public static void Resume(SipTurn turn)
    {
        foreach (var leg in Legs.Ids) Arm(turn, leg, StateOf(turn, leg));
    }

    private static (SessionTimerState State, IReadOnlyList<(string Name, string Value)> Headers) Answer(
        SipTurn turn, LegId leg, SipRequest request, SessionTimerOptions options)
    {
        var response = request.CreateResponse(200);
        var state = SessionTimer.Answer(StateOf(turn, leg), request, response, turn.At, options);
        return (state, [.. Outcome.Where(response.Headers.Contains)
            .Select(name => (name, string.Join(", ", response.Headers.All(name))))]);
    }

    private static void Refresh(SipTurn turn, LegId leg, SessionTimerState state)
    {
        if (Refreshes.Send(turn, leg, state) is { } waiting) Set(turn, leg, waiting);
        else turn.Do(new SwitchedCallEffect.SetSession(leg, turn.At + Busy));
    }

    private static void HangUp(SipTurn turn, LegId leg)
    {
        turn.Reason = Expired;
        if (leg.IsMedia()) turn.Tell(new CallCommand.LoseMedia(turn.At, leg, "session expired"));
        else turn.Tell(new CallCommand.LoseParty(turn.At, leg));
    }

    private static SessionTimerState StateOf(SipTurn turn, LegId leg) => turn[leg]?.Session ?? SessionTimerState.None;

    /// <summary>As our last INVITE asked.</summary>
    private static SipRequest Offered(SipTurn turn, LegId leg, SessionTimerOptions options)
    {
        var request = new SipRequest(SipMethod.Invite, SipUri.Parse(turn.Routing[leg].Target));
        SessionTimer.Offer(request, StateOf(turn, leg), options);
        return request;
    }

    private static void Set(SipTurn turn, LegId leg, SessionTimerState state)
    {
        if (turn[leg] is not { } dialog) return;
        turn[leg] = dialog with { Session = state };
        Arm(turn, leg, state);
    }

    private static void Arm(SipTurn turn, LegId leg, SessionTimerState state)
    {
        if (SessionTimer.Next(state) is { } next) turn.Do(new SwitchedCallEffect.SetSession(leg, next.At));
    }
}
