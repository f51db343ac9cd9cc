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
    public void SendBye(MediaLeg leg) => TrySend(leg, SipMethod.Bye, body: null, Unheard.Instance);

    /// <summary>Asks whether the other end still knows the leg.</summary>
    /// <returns>False when there is no way to it.</returns>
    public bool TryAsk(MediaLeg leg, IClientTransactionUser asker) =>
        TrySend(leg, SipMethod.Options, body: null, asker);

    /// <summary>
    /// Sends an event about a recording to whoever asked for it, or on its partner's dialog when it is gone.
    /// </summary>
    public void Report(MediaLeg leg, MsmlEvent what)
    {
        var to = legs.Contains(leg) ? leg : leg.Conference.PartnerOf(leg);
        if (to is null || !TrySend(to, SipMethod.Info, what, Unheard.Instance))
            context.Log.ReportUndelivered(what.Id ?? "", "the call is over");
    }

    private bool TrySend(MediaLeg leg, SipMethod method, MsmlBody? body, IClientTransactionUser user)
    {
        (leg.Dialog, var request) = Dialog.CreateRequest(leg.Dialog, method);
        if (body is not null) request.SetBody(MsmlBody.RadisysContentType, body.ToBytes());
        if (!context.Endpoint.TryResolve(request, out var hop)) return false;
        context.Endpoint.Send(request, hop, user);
        return true;
    }
}
