using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>The requests of a leg's dialog, from the INVITE that makes it to the BYE that ends it.</summary>
internal static class LegRequests
{
    /// <summary>The beginnings of a dialog that we are about to make.</summary>
    public static LegDialog Begin(CallTokens tokens, LegId leg, int generation, LegAddresses addresses) => new(new DialogState(
        CallId: tokens.CallId(leg, generation),
        LocalTag: tokens.Tag(leg, generation),
        RemoteTag: "",
        LocalUri: addresses.Local,
        RemoteUri: addresses.Remote,
        LocalTarget: addresses.Contact,
        RemoteTarget: addresses.Target,
        RouteSet: RouteSet.Empty,
        LocalCSeq: 0,
        RemoteCSeq: null,
        Early: true,
        IsCaller: true))
    {
        Generation = generation,
    };

    /// <summary>The next request, without a body.</summary>
    public static (LegDialog Dialog, SipRequest Request, string Branch) Next(
        CallTokens tokens, LegId leg, LegDialog dialog, SipMethod method)
    {
        var (state, request) = Dialog.CreateRequest(dialog.Dialog, method);
        var branch = tokens.Branch(leg, dialog.Generation, method, state.LocalCSeq);
        var next = dialog with { Dialog = state };
        if (method == SipMethod.Invite) next = next with { InviteNumber = state.LocalCSeq, InviteBranch = branch };
        if (method == SipMethod.Info && leg.IsMedia()) next = next with { InfoNumber = state.LocalCSeq };
        return (next, request, branch);
    }

    /// <summary>A request that was sent before, as it was.</summary>
    public static (SipRequest Request, string Branch) Again(CallTokens tokens, LegId leg, LegDialog dialog, SipMethod method)
    {
        var number = method.Name switch
        {
            "INVITE" => dialog.InviteNumber,
            "INFO" when dialog.InfoNumber > 0 => dialog.InfoNumber,
            _ => dialog.Dialog.LocalCSeq,
        };
        var before = dialog with { Dialog = dialog.Dialog with { LocalCSeq = number - 1 } };
        var (_, request, branch) = Next(tokens, leg, before, method);
        return (request, branch);
    }

    /// <summary>What an INVITE carries beside its dialog.</summary>
    public static void CompleteInvite(
        SipRequest invite, CallCreated call, CallRouted routing, LegId leg, SessionDescription? sdp)
    {
        if (leg == LegId.Destination && routing.CallerName is { } name && invite.To.Tag is null)
            invite.From = invite.From with { DisplayName = name };
        invite.Headers.Set(HeaderNames.Allow, SipServerMethods.Allowed);
        if (leg == LegId.Destination && invite.To.Tag is null)
        {
            invite.Headers.SetOrRemove(HeaderNames.PAssertedIdentity, routing.AssertedIdentity);
            invite.Headers.SetOrRemove(HeaderNames.Privacy, routing.Privacy);
            if (routing.MaxForwards is { } hops) invite.Headers.Set(HeaderNames.MaxForwards, $"{hops}");
        }

        if (leg == LegId.Destination && routing.TakesReliable && invite.To.Tag is null) invite.AddSupported(OptionTags.Reliable);
        if (leg.IsMedia()) invite.Headers.Set(SipServerMethods.CallUuidHeader, call.Identity.CallUuid);
        SetSdp(invite, sdp?.ToString());
    }

    /// <summary>
    /// The Media Server is told when the call ended, or its recording if that did before: what it copied after that
    /// instant is not the recording's, however long the BYE took to get there.
    /// </summary>
    public static void CompleteBye(SipRequest bye, CallState call, LegId leg)
    {
        if (leg.IsMedia() && call is CallState.Ending { EndedAt: var endedAt }) bye.CallEnded = call.RecordingEndedAt ?? endedAt;
    }

    /// <summary>The ACK of a leg's success (RFC 3261 §13.2.2.4).</summary>
    public static SipRequest Ack(LegDialog dialog)
    {
        var ack = Dialog.CreateAck(dialog.Dialog, dialog.AckNumber);
        SetSdp(ack, dialog.AckSdp);
        return ack;
    }

    private static void SetSdp(SipRequest request, string? sdp)
    {
        if (sdp is not null) request.SetBody(SessionDescription.ContentType, System.Text.Encoding.UTF8.GetBytes(sdp));
    }
}
