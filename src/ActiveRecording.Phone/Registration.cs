using System.Globalization;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Phone;

/// <summary>The phone's binding at its registrar (RFC 3261 §10.2).</summary>
internal sealed class Registration(PhoneContext context)
{
    private readonly string callId = context.Endpoint.NewCallId();
    private readonly string tag = context.Endpoint.NewTag();
    private uint number;

    /// <summary>Registers, refreshes, or with zero removes the binding.</summary>
    /// <param name="expires">Whole seconds.</param>
    /// <param name="answered">Gets the final status.</param>
    public void Send(TimeSpan expires, Action<int> answered)
    {
        if (context.Options.Server is not { } server || !context.TryFirstHop(server, out var hop))
        {
            answered(503);
            return;
        }

        var address = new NameAddress(context.Address);
        var register = NewRequest.Create(
            SipMethod.Register, server.WithUser(null), address.WithTag(tag), address, callId, ++number);
        register.Contact = new(context.Endpoint.Contact(context.Options.User, hop!));
        register.Headers.Add(
            HeaderNames.Expires, ((int)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        _ = new Exchange(context, register, hop!, response =>
        {
            if (!response.IsFinal) return;
            number = response.CSeq.Number;
            answered(response.StatusCode);
        });
    }
}
