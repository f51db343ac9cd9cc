using ActiveRecording.MediaServer.Recording;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>Requests within a leg's dialog.</summary>
internal sealed class LegRequests(RoomContext context, LegDialogs dialogs, MsmlExecutor msml)
{
    /// <summary>Carries out a request; its response.</summary>
    public SipResponse Answer(ServerTransactionId transaction, MediaLeg leg, SipRequest request)
    {
        if (Dialog.SequenceOf(leg.Dialog, request) != DialogSequence.InSequence)
            return request.CreateResponse(500, "CSeq Out Of Order");
        leg.Dialog = Dialog.OnRequest(leg.Dialog, request);
        if (request.Method == SipMethod.Invite || request.Method == SipMethod.Update)
            return dialogs.Renegotiate(transaction, leg, request);
        if (request.Method == SipMethod.Info) return Execute(leg, request);
        if (request.Method == SipMethod.Options) return Capabilities.Answer(request);
        if (request.Method != SipMethod.Bye) return Capabilities.NotAllowed(request);
        dialogs.End(leg, request.CallEnded);
        return request.CreateResponse(200);
    }

    /// <summary>
    /// MSML in an INFO; its result in the 200. Without a body the INFO asks nothing (RFC 6086).
    /// </summary>
    private SipResponse Execute(MediaLeg leg, SipRequest info)
    {
        if (info.Body.IsEmpty) return info.CreateResponse(200);
        if (!MsmlBody.IsMsml(info.ContentType)) return Capabilities.NotMsml(info);
        var result = !MsmlParser.TryParse(info.Body, out var body, out var fault) ? fault
            : body is MsmlRequest request ? msml.Execute(leg, request, info.CallEnded)
            : new MsmlResult(MsmlResponse.UnsupportedElement, "Only requests are executed");
        if (!result.IsSuccess) context.Log.MsmlRefused(info.CallId, result.Response, result.Description);
        var response = info.CreateResponse(200);
        response.SetBody(info.ContentType!.MediaType, result.ToBytes());
        return response;
    }
}
