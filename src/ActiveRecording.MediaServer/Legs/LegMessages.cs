using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>What the Media Server itself sends to SIP Server, within the legs' dialogs.</summary>
internal sealed class LegMessages(RoomContext context, LegTable legs)
{
    /// <summary>Says BYE; the leg is over whatever becomes of it.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="why">Why the Media Server hangs up (RFC 3326).</param>
    public void SendBye(MediaLeg leg, Reason why) =>
        TrySend(leg, SipMethod.Bye, bye => bye.Reasons = [why], Unheard.Instance);

    /// <summary>Asks whether the other end still knows the leg.</summary>
    /// <returns>False when there is no way to it.</returns>
    public bool TryAsk(MediaLeg leg, IClientTransactionUser asker) =>
        TrySend(leg, SipMethod.Options, static _ => { }, asker);

    /// <summary>
    /// Sends an event about a recording to whoever asked for it, or on its partner's dialog when it is gone.
    /// </summary>
    public void Report(MediaLeg leg, MsmlEvent what)
    {
        var to = legs.Contains(leg) ? leg : leg.Conference.PartnerOf(leg);
        if (to is null || !TrySend(to, SipMethod.Info, Says, Unheard.Instance))
            context.Log.ReportUndelivered(what.Id ?? "", "the call is over");

        void Says(SipRequest info) => info.SetBody(MsmlBody.RadisysContentType, what.ToBytes());
    }

    private bool TrySend(
        MediaLeg leg, SipMethod method, Action<SipRequest> complete, IClientTransactionUser user)
    {
        (leg.Dialog, var request) = Dialog.CreateRequest(leg.Dialog, method);
        complete(request);
        if (!context.Endpoint.TryResolve(request, out var hop)) return false;
        context.Endpoint.Send(request, hop, user);
        return true;
    }
}
