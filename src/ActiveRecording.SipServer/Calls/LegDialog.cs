using System.Text;
using System.Text.Json.Serialization;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>What SIP has to remember of one leg; all that a restart needs to go on with it.</summary>
/// <param name="Dialog">The dialog; of a leg that we invite, its beginnings.</param>
/// <param name="InviteNumber">CSeq of the last INVITE we sent; 0 for none.</param>
/// <param name="InviteBranch">Its branch while it has no final response.</param>
/// <param name="AckNumber">CSeq of the last INVITE whose success we acknowledged; 0 for none.</param>
/// <param name="AckSdp">The body of that ACK; null for none.</param>
/// <param name="Received">The INVITE of the peer that we have not answered finally, or whose ACK is missing.</param>
/// <param name="AnsweredNumber">CSeq of the INVITE we answered with success and whose ACK is missing; 0 for none.</param>
public sealed record LegDialog(
    DialogState Dialog,
    uint InviteNumber = 0,
    string? InviteBranch = null,
    uint AckNumber = 0,
    string? AckSdp = null,
    ReceivedInvite? Received = null,
    uint AnsweredNumber = 0)
{
    private const int SettledKept = 3;

    /// <summary>0 for the first dialog of the leg, higher for each that replaced it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Generation { get; init; }

    /// <summary>Redirections followed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Redirects { get; init; }

    /// <summary>The phones that our INVITE rings, if it rings several; null once it is answered finally.</summary>
    public InviteBranches? Branches { get; init; }

    /// <summary>CSeq of the INVITE of ours that made the dialog; 0 before, and in a dialog that the peer made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint MadeBy { get; init; }

    /// <summary>The early dialogs of our INVITE, as far as they need requests of their own.</summary>
    [JsonIgnore]
    public EarlyForks Forks => Early ?? EarlyForks.None;

    /// <summary>The stored form of <see cref="Forks"/>: null for none.</summary>
    public EarlyForks? Early { get; init; }

    /// <summary>The UPDATE or PRACK with an offer of the peer, before the answer, that we have not answered.</summary>
    public ReceivedInvite? Asked { get; init; }

    /// <summary>The branch of our UPDATE or PRACK with an offer, before the answer, that has no final response.</summary>
    public string? Asking { get; init; }

    /// <summary>When we last sent a new request; null before the first.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Its session timer (RFC 4028), journalled by itself; null before there is one.</summary>
    [JsonIgnore]
    public SessionTimerState? Session { get; init; }

    /// <summary>CSeq of the INVITE we refused and whose ACK is missing; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint RefusedNumber { get; init; }

    /// <summary>
    /// The last INVITEs of the peer whose success it acknowledged, by the keys of <see cref="KnownRequest"/>, a blank between them; null for none.
    /// </summary>
    public string? Settled { get; init; }

    /// <summary>CSeq of the last INFO with MSML that we sent; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint InfoNumber { get; init; }

    /// <summary>The INVITE of the peer that has no final response yet.</summary>
    [JsonIgnore]
    public ReceivedInvite? Unanswered => Received is { } received && received.Number != AnsweredNumber && !IsRefused ? received : null;

    /// <summary>The last INVITE of the peer was refused and the ACK of that is missing.</summary>
    [JsonIgnore]
    public bool IsRefused => Received is { } received && received.Number == RefusedNumber;

    /// <summary>What changes with nearly every message.</summary>
    public LegProgress Progress() => new(
        Dialog.LocalCSeq, Dialog.RemoteCSeq, InviteNumber, InviteBranch, AckNumber, AckSdp, Received, AnsweredNumber, SentAt)
    {
        RefusedNumber = RefusedNumber,
        InfoNumber = InfoNumber,
        Settled = Settled,
    };

    /// <summary>The peer owes no ACK of the INVITE that we answered with success any more.</summary>
    public LegDialog Acknowledged() => Received is { } received && received.Number == AnsweredNumber
        ? this with { AnsweredNumber = 0, Received = null, Settled = received.Method is null ? With(KnownRequest.KeyOf(received.Transaction())) : Settled }
        : this with { AnsweredNumber = 0 };

    /// <summary>The peer asks anew: it has the answer to what it asked before, though the ACK of that may have been lost.</summary>
    public LegDialog Receive(ReceivedInvite next) => Received is { Method: null } before && before.Number == AnsweredNumber
        ? this with { Received = next, Settled = With(KnownRequest.KeyOf(before.Transaction())) }
        : this with { Received = next };

    /// <summary>Whether the peer has acknowledged the success of that INVITE and waits for nothing any more.</summary>
    public bool HasSettled(string key) => Settled?.Contains(key, StringComparison.Ordinal) ?? false;

    /// <summary>Nor of the one that we refused.</summary>
    public LegDialog RefusalSettled() => this with { RefusedNumber = 0, Received = IsRefused ? null : Received };

    private string With(string key) => string.Join(' ', (Settled?.Split(' ') ?? []).TakeLast(SettledKept - 1).Append(key));

    /// <summary>The same dialog, moved on.</summary>
    public LegDialog With(LegProgress progress) => this with
    {
        Dialog = Dialog with { LocalCSeq = progress.LocalCSeq, RemoteCSeq = progress.RemoteCSeq },
        InviteNumber = progress.InviteNumber,
        InviteBranch = progress.InviteBranch,
        AckNumber = progress.AckNumber,
        AckSdp = progress.AckSdp,
        Received = progress.Received,
        AnsweredNumber = progress.AnsweredNumber,
        SentAt = progress.SentAt,
        RefusedNumber = progress.RefusedNumber,
        InfoNumber = progress.InfoNumber,
        Settled = progress.Settled,
    };
}

/// <summary>The moving part of a <see cref="LegDialog"/>; the first two of its <see cref="DialogState"/>.</summary>
public sealed record LegProgress(
    uint LocalCSeq, uint? RemoteCSeq, uint InviteNumber, string? InviteBranch, uint AckNumber, string? AckSdp,
    ReceivedInvite? Received, uint AnsweredNumber, DateTimeOffset? SentAt = null)
{
    /// <inheritdoc cref="LegDialog.RefusedNumber"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint RefusedNumber { get; init; }

    /// <inheritdoc cref="LegDialog.Settled"/>
    public string? Settled { get; init; }

    /// <inheritdoc cref="LegDialog.InfoNumber"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint InfoNumber { get; init; }
}

/// <summary>An INVITE by what its server transaction is recognised by (RFC 3261 §17.2.3).</summary>
/// <param name="Branch">Of its top Via.</param>
/// <param name="SentBy">Host and port of its top Via.</param>
/// <param name="Number">Its CSeq.</param>
/// <param name="Head">What a response repeats of it, as a request; so it can be answered after a restart.</param>
public sealed record ReceivedInvite(string Branch, string SentBy, uint Number, string? Head = null)
{
    private static readonly string[] Answered =
    [
        HeaderNames.Via, HeaderNames.From, HeaderNames.To, HeaderNames.CallId, HeaderNames.CSeq, HeaderNames.RecordRoute,
        HeaderNames.SessionExpires, HeaderNames.MinSE, HeaderNames.Supported,
    ];

    /// <summary>UPDATE if it is none but does the same (RFC 3311); null for INVITE.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Method { get; init; }

    /// <summary>Its transaction.</summary>
    public ServerTransactionId Transaction() => new(Branch, SentBy, Method is null ? SipMethod.Invite : new SipMethod(Method));

    /// <summary>Of a request.</summary>
    public static ReceivedInvite Of(ServerTransactionId transaction, SipRequest invite)
    {
        var head = new SipRequest(invite.Method, invite.RequestUri);
        foreach (var name in Answered)
        {
            foreach (var value in invite.Headers.All(name)) head.Headers.Add(name, value);
        }

        // Of what the peer allows, only this matters later: how its session is refreshed (RFC 4028 §7.4).
        if (invite.Allows(SipMethod.Update)) head.Headers.Add(HeaderNames.Allow, SipMethod.Update.Name);
        return new(transaction.Branch, transaction.SentBy, invite.CSeq.Number, Encoding.UTF8.GetString(head.ToBytes()))
        {
            Method = invite.Method == SipMethod.Invite ? null : invite.Method.Name,
        };
    }

    /// <summary>As much of the request as a response needs; null if it was stored without.</summary>
    public SipRequest? Request() =>
        Head is not null && SipParser.TryParse(Encoding.UTF8.GetBytes(Head), new SipLimits(), out var message, out _)
            ? message as SipRequest
            : null;
}

/// <summary>The dialogs of a call by their legs; null where there is none yet.</summary>
public sealed record LegDialogs(
    LegDialog? Origin = null,
    LegDialog? Destination = null,
    LegDialog? OriginMedia = null,
    LegDialog? DestinationMedia = null)
{
    /// <summary>A leg's dialog.</summary>
    public LegDialog? this[LegId leg] => leg switch
    {
        LegId.Origin => Origin,
        LegId.Destination => Destination,
        LegId.OriginMedia => OriginMedia,
        _ => DestinationMedia,
    };

    /// <summary>Somebody has not acknowledged a refusal yet.</summary>
    public bool HaveRefusal => Legs.Ids.Any(leg => this[leg] is { IsRefused: true });

    /// <summary>The same with one leg replaced.</summary>
    public LegDialogs With(LegId leg, LegDialog dialog) => leg switch
    {
        LegId.Origin => this with { Origin = dialog },
        LegId.Destination => this with { Destination = dialog },
        LegId.OriginMedia => this with { OriginMedia = dialog },
        _ => this with { DestinationMedia = dialog },
    };
}
