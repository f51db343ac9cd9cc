using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>The acknowledgement of a reliable provisional response (RFC 3262 §4, §7.2).</summary>
public static class Prack
{
    /// <summary>The PRACK of a response, still without Via and body.</summary>
    /// <param name="dialog">The dialog that the response made or belongs to.</param>
    /// <param name="response">A reliable one: <see cref="SipResponse.IsReliable"/>.</param>
    /// <returns>The dialog with the next CSeq, and the request.</returns>
    public static (DialogState Dialog, SipRequest Request) Create(DialogState dialog, SipResponse response)
    {
        var (next, prack) = Dialog.CreateRequest(dialog, SipMethod.Prack);
        prack.RAck = new(response.RSeq ?? 0, response.CSeq.Number, response.CSeq.Method);
        return (next, prack);
    }
}
