using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>
/// Dialogs as pure functions (RFC 3261 §12): from messages to a state, from a state to the next request. Responses of
/// several forks make several dialogs, told apart by their To tags.
/// </summary>
public static class Dialog
{
    /// <summary>The caller's dialog, by a tagged provisional response (early) or a 2xx (RFC 3261 §12.1.2).</summary>
    public static DialogState FromUac(SipRequest invite, SipResponse response) => new(
        CallId: invite.CallId,
        LocalTag: invite.From.Tag ?? "",
        RemoteTag: response.To.Tag ?? "",
        LocalUri: invite.From.Uri.ToString(),
        RemoteUri: invite.To.Uri.ToString(),
        LocalTarget: (invite.Contact?.Uri ?? invite.From.Uri).ToString(),
        RemoteTarget: (response.Contact?.Uri ?? invite.RequestUri).ToString(),
        RouteSet: Reversed(response.RecordRoutes),
        LocalCSeq: invite.CSeq.Number,
        RemoteCSeq: null,
        Early: !response.IsFinal,
        IsCaller: true);

    /// <summary>The callee's dialog (RFC 3261 §12.1.1).</summary>
    /// <param name="invite">As received.</param>
    /// <param name="localTag">The To tag of our responses.</param>
    /// <param name="localContact">The Contact of our responses.</param>
    /// <param name="early">Made by a provisional response.</param>
    public static DialogState FromUas(SipRequest invite, string localTag, SipUri localContact, bool early = false) => new(
        CallId: invite.CallId,
        LocalTag: localTag,
        RemoteTag: invite.From.Tag ?? "",
        LocalUri: invite.To.Uri.ToString(),
        RemoteUri: invite.From.Uri.ToString(),
        LocalTarget: localContact.ToString(),
        RemoteTarget: (invite.Contact?.Uri ?? invite.From.Uri).ToString(),
        RouteSet: RouteSet.Create([.. invite.RecordRoutes.Select(route => route.ToString())]),
        LocalCSeq: 0,
        RemoteCSeq: invite.CSeq.Number,
        Early: early,
        IsCaller: false);

    /// <summary>The dialog that a received request or response belongs to, seen from this end.</summary>
    public static DialogId IdOf(SipMessage received) => received is SipRequest
        ? new(received.CallId, received.To.Tag ?? "", received.From.Tag ?? "")
        : new(received.CallId, received.From.Tag ?? "", received.To.Tag ?? "");

    /// <summary>The next request of a dialog (RFC 3261 §12.2.1.1), still without Via and body.</summary>
    /// <param name="dialog">Before.</param>
    /// <param name="method">Any but ACK and CANCEL.</param>
    /// <returns>The dialog with the next CSeq, and the request.</returns>
    public static (DialogState Dialog, SipRequest Request) CreateRequest(DialogState dialog, SipMethod method)
    {
        var next = dialog with { LocalCSeq = dialog.LocalCSeq + 1 };
        return (next, Create(next, method, next.LocalCSeq));
    }

    /// <summary>The ACK of a 2xx (RFC 3261 §13.2.2.4), still without Via and body.</summary>
    /// <param name="dialog">The dialog that the 2xx made or confirmed.</param>
    /// <param name="inviteNumber">The CSeq number of the INVITE.</param>
    public static SipRequest CreateAck(DialogState dialog, uint inviteNumber) => Create(dialog, SipMethod.Ack, inviteNumber);

    /// <summary>Where the requests of a dialog go: its first route, loose or strict, else the peer (RFC 3261 §8.1.2, §12.2.1.1).</summary>
    public static SipUri NextHop(DialogState dialog) =>
        dialog.RouteSet is [var first, ..] && NameAddress.TryParse(first, out var route)
            ? route.Uri
            : SipUri.Parse(dialog.RemoteTarget);

    /// <summary>Whether a request of the peer is new (RFC 3261 §12.2.2). ACK and CANCEL always are: they carry the INVITE's number.</summary>
    public static DialogSequence SequenceOf(DialogState dialog, SipRequest request)
    {
        if (request.Method == SipMethod.Ack || request.Method == SipMethod.Cancel) return DialogSequence.InSequence;
        if (dialog.RemoteCSeq is not { } last || request.CSeq.Number > last) return DialogSequence.InSequence;
        return request.CSeq.Number == last ? DialogSequence.Repeated : DialogSequence.OutOfOrder;
    }

    /// <summary>The dialog after a request in sequence: its number and, if it refreshes the target, its Contact.</summary>
    public static DialogState OnRequest(DialogState dialog, SipRequest request)
    {
        if (request.Method == SipMethod.Ack || request.Method == SipMethod.Cancel) return dialog;
        var target = RefreshesTarget(request.Method) ? request.Contact?.Uri.ToString() : null;
        return dialog with { RemoteCSeq = request.CSeq.Number, RemoteTarget = target ?? dialog.RemoteTarget };
    }

    /// <summary>
    /// The dialog after a response to our request: a 2xx to INVITE confirms it, with the route set of that response
    /// (RFC 3261 §13.2.2.4), and a 2xx to a target refresh request moves the target (§12.2.1.2).
    /// </summary>
    public static DialogState OnResponse(DialogState dialog, SipResponse response)
    {
        if (!response.IsSuccess || !RefreshesTarget(response.CSeq.Method)) return dialog;
        var target = response.Contact?.Uri.ToString() ?? dialog.RemoteTarget;
        return dialog is { Early: true, IsCaller: true } && response.CSeq.Method == SipMethod.Invite
            ? dialog with { Early = false, RemoteTarget = target, RouteSet = Reversed(response.RecordRoutes) }
            : dialog with { RemoteTarget = target };
    }

    private static bool RefreshesTarget(SipMethod method) => method == SipMethod.Invite || method == SipMethod.Update;

    private static RouteSet Reversed(IReadOnlyList<NameAddress> recordRoutes) =>
        RouteSet.Create([.. recordRoutes.Reverse().Select(route => route.ToString())]);

    private static SipRequest Create(DialogState dialog, SipMethod method, uint number)
    {
        var request = NewRequest.Create(
            method,
            SipUri.Parse(dialog.RemoteTarget),
            Address(dialog.LocalUri, dialog.LocalTag),
            Address(dialog.RemoteUri, dialog.RemoteTag),
            dialog.CallId,
            number,
            dialog.RouteSet);
        if (RefreshesTarget(method)) request.Contact = new(SipUri.Parse(dialog.LocalTarget));
        return request;
    }

    private static NameAddress Address(string uri, string tag)
    {
        var address = new NameAddress(SipUri.Parse(uri));
        return tag.Length == 0 ? address : address.WithTag(tag);
    }
}
