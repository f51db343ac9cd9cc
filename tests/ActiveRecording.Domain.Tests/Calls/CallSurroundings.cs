using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Tests.Calls;

/// <summary>
/// The peers of a call, as far as SIP binds them: keeps account of what each may say next, and fails when the call says what
/// SIP forbids.
/// </summary>
internal sealed class CallSurroundings(Random random)
{
    private static readonly int[] Refusals = [302, 404, 408, 481, 486, 487, 488, 491, 503, 603];
    private readonly HashSet<LegId> invited = [];
    private readonly HashSet<LegId> offering = [];
    private readonly HashSet<LegId> unacknowledged = [];
    private readonly HashSet<LegId> unconfirmed = [];
    private readonly HashSet<LegId> hangingUp = [];
    private readonly HashSet<LegId> open = [];
    private readonly HashSet<Deadline> deadlines = [];
    private readonly HashSet<string> requests = [];
    private bool callerWaits;
    private int asked;

    /// <summary>Nobody owes anybody anything.</summary>
    public bool IsQuiet => invited.Count + offering.Count + unacknowledged.Count + unconfirmed.Count + hangingUp.Count + open.Count == 0
        && deadlines.Count + requests.Count == 0 && !callerWaits;

    /// <summary>A peer waits for an answer to its re-INVITE, and nobody is asked about it.</summary>
    public bool IsStuck => offering.Count > 0 && invited.Count + unconfirmed.Count + unacknowledged.Count == 0;

    /// <summary>One thing that may be said now.</summary>
    public Func<DateTimeOffset, CallCommand> Next(bool winding)
    {
        var moves = new List<Func<Func<DateTimeOffset, CallCommand>>>();
        foreach (var leg in invited) moves.Add(() => AnswerInvite(leg));
        foreach (var leg in unconfirmed) moves.Add(() => Confirm(leg));
        foreach (var leg in hangingUp) moves.Add(() => Forget(leg));
        if (!winding || moves.Count == 0) moves.AddRange(Freely());
        return moves.Count == 0 ? at => new CallCommand.ConfirmRecording(at) : moves[random.Next(moves.Count)]();
    }

    /// <summary>Takes what the call said.</summary>
    public void Hear(CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.InviteMedia e: Assert.True(invited.Add(e.Leg)); break;
            case CallEffect.InviteCallee: Assert.True(invited.Add(LegId.Destination)); break;
            case CallEffect.Reinvite e: Assert.True(open.Contains(e.Leg) && !unconfirmed.Contains(e.Leg) && invited.Add(e.Leg)); break;
            case CallEffect.CancelInvite e: Assert.Contains(e.Leg, invited); break;
            case CallEffect.Acknowledge e: Assert.True(unacknowledged.Remove(e.Leg)); break;
            case CallEffect.SendBye e: HearBye(e.Leg); break;
            case CallEffect.RingCaller: Assert.True(callerWaits); break;
            case CallEffect.AnswerCaller: HearAnswer(LegId.Origin, ref callerWaits); break;
            case CallEffect.RefuseCaller:
                Assert.True(callerWaits);
                callerWaits = false;
                break;
            case CallEffect.AnswerReinvite e:
                Assert.True(offering.Remove(e.Leg) && unconfirmed.Add(e.Leg));
                break;
            case CallEffect.RefuseReinvite e: Assert.True(offering.Remove(e.Leg)); break;
            case CallEffect.AnswerRecordingRequest e: HearAnswer(e); break;
            case CallEffect.SetDeadline e: deadlines.Add(e.Deadline); break;
            case CallEffect.ClearDeadline e: deadlines.Remove(e.Deadline); break;
            default: break;
        }
    }

    public void CallerInvites() => callerWaits = true;

    private static SessionDescription Describe(LegId leg, int edition, string formats) => CallScript.Describing(
        $"127.0.0.{(int)leg + 1}", 10_000 + (int)leg * 10 + edition * 2, formats, edition % 3 == 0 ? "a=sendonly\r\n" : "");

    private IEnumerable<Func<Func<DateTimeOffset, CallCommand>>> Freely()
    {
        foreach (var deadline in deadlines)
        {
            yield return () =>
            {
                deadlines.Remove(deadline);
                return at => new CallCommand.Expire(at, deadline);
            };
        }

        if (callerWaits) yield return () => at => new CallCommand.Abandon(at, LegId.Origin);
        if (callerWaits) yield return () => at => new CallCommand.Ring(at, 180 + random.Next(4), "Progress", MaybeSdp(LegId.Destination));
        yield return () => at => new CallCommand.ConfirmRecording(at);
        yield return () => at => new CallCommand.FailRecording(at, "so");
        yield return () => Asked(id => at => new CallCommand.StopRecording(at, id));
        yield return () => Asked(id => at => new CallCommand.StartRecording(
            at, id, $"REC{id,29}", random.Next(5) == 0 ? "1009" : "1003", RecordingFileName.Default));
        yield return () => at => new CallCommand.Terminate(at);
        foreach (var leg in open.Except(hangingUp)) yield return () => HangUp(leg);
        foreach (var leg in open.Except(hangingUp).Except(unconfirmed).Except(offering)) yield return () => Offer(leg);
        foreach (var leg in offering) yield return () => at => new CallCommand.Abandon(at, leg);
        foreach (var leg in open.Except(hangingUp).Where(leg => leg.IsMedia())) yield return () => Lose(leg);
    }

    private Func<DateTimeOffset, CallCommand> AnswerInvite(LegId leg)
    {
        invited.Remove(leg);
        if (random.Next(3) == 0) return Refuse(leg);
        open.Add(leg);
        unacknowledged.Add(leg);
        var sdp = MaybeSdp(leg);
        return at => new CallCommand.Accept(at, leg, sdp);
    }

    private Func<DateTimeOffset, CallCommand> Refuse(LegId leg)
    {
        var status = Refusals[random.Next(Refusals.Length)];
        return at => new CallCommand.Refuse(at, leg, status, "No");
    }

    private Func<DateTimeOffset, CallCommand> Confirm(LegId leg)
    {
        unconfirmed.Remove(leg);
        if (random.Next(6) == 0) return at => new CallCommand.MissConfirmation(at, leg);
        var sdp = MaybeSdp(leg);
        return at => new CallCommand.Confirm(at, leg, sdp);
    }

    private Func<DateTimeOffset, CallCommand> Forget(LegId leg)
    {
        hangingUp.Remove(leg);
        invited.Remove(leg);
        open.Remove(leg);
        return at => new CallCommand.Close(at, leg);
    }

    /// <summary>A peer that hangs up has refused what it was asked meanwhile.</summary>
    private Func<DateTimeOffset, CallCommand> HangUp(LegId leg)
    {
        invited.Remove(leg);
        open.Remove(leg);
        unconfirmed.Remove(leg);
        return at => new CallCommand.HangUp(at, leg);
    }

    /// <summary>The Media Server was started anew and knows the leg no more, whatever was under way in it.</summary>
    private Func<DateTimeOffset, CallCommand> Lose(LegId leg)
    {
        invited.Remove(leg);
        open.Remove(leg);
        offering.Remove(leg);
        unconfirmed.Remove(leg);
        unacknowledged.Remove(leg);
        return at => new CallCommand.LoseMedia(at, leg, "481");
    }

    private Func<DateTimeOffset, CallCommand> Offer(LegId leg)
    {
        offering.Add(leg);
        var sdp = MaybeSdp(leg);
        return at => new CallCommand.Renegotiate(at, leg, sdp);
    }

    private SessionDescription? MaybeSdp(LegId leg) => random.Next(5) == 0
        ? null
        : Describe(leg, random.Next(4), random.Next(6) == 0 ? "18" : "0 8");

    private Func<DateTimeOffset, CallCommand> Asked(Func<string, Func<DateTimeOffset, CallCommand>> request)
    {
        var id = FormattableString.Invariant($"request-{++asked}");
        requests.Add(id);
        return request(id);
    }

    /// <summary>A request that was begun may still be told that it failed.</summary>
    private void HearAnswer(CallEffect.AnswerRecordingRequest e) =>
        Assert.True(requests.Remove(e.RequestId) || e.Answer is RecordingAnswer.Refused);

    private void HearAnswer(LegId leg, ref bool owed)
    {
        Assert.True(owed);
        owed = false;
        open.Add(leg);
        unconfirmed.Add(leg);
    }

    private void HearBye(LegId leg)
    {
        Assert.True(open.Contains(leg), $"BYE to {leg} that has no dialog");
        Assert.False(unconfirmed.Contains(leg), $"BYE to {leg} before its ACK");
        Assert.True(hangingUp.Add(leg), $"second BYE to {leg}");
    }
}
