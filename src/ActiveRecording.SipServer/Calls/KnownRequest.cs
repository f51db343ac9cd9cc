using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A peer's request has its final answer: whoever gets it again within 64 × T1 answers the same.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Whose request it was.</param>
/// <param name="Key">Of <see cref="KnownRequest"/>.</param>
/// <param name="Status">200 to 699.</param>
[JournalName("request-answered", version: 1)]
public sealed record RequestAnswered(DateTimeOffset At, LegId Leg, string Key, int Status) : CallEvent(At)
{
    /// <summary>Null for the usual phrase.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it bears our Contact.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasContact { get; init; }

    /// <summary>Its session description; other bodies are not kept.</summary>
    public string? Sdp { get; init; }

    /// <summary>Its other header fields, a line each.</summary>
    public string? Headers { get; init; }
}

/// <summary>A party's request was passed on to the other party, whose answer will be its answer.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Whose request it was.</param>
/// <param name="Key">Of <see cref="KnownRequest"/>.</param>
/// <param name="Number">CSeq of ours to the other party.</param>
[JournalName("request-passed-on", version: 1)]
public sealed record RequestPassedOn(DateTimeOffset At, LegId Leg, string Key, uint Number) : CallEvent(At);

/// <summary>A peer's request and what became of it, so that its repetition is known as one by any node.</summary>
/// <param name="Key">Names its transaction (RFC 3261 §17.2.3) in 12 characters.</param>
/// <param name="At">When something last became of it.</param>
/// <param name="PassedOn">CSeq of ours to the other party; 0 if it was not passed on.</param>
/// <param name="Answer">Null before there is one.</param>
public sealed record KnownRequest(string Key, DateTimeOffset At, uint PassedOn, RequestAnswered? Answer)
{
    private const int KeyBytes = 9;
    private const string NewLine = "\r\n";

    /// <summary>The key of a transaction.</summary>
    public static string KeyOf(ServerTransactionId transaction) => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{transaction.Branch} {transaction.SentBy} {transaction.Method}")).AsSpan(0, KeyBytes));

    /// <summary>
    /// Whether an answer is kept here. The success of an INVITE is not: until its ACK comes the leg's dialog has it, and
    /// after that nobody asks again.
    /// </summary>
    internal static bool IsKept(SwitchedCallEffect.Respond respond) =>
        respond.Draft.Status >= 300 || (respond.Draft.Status >= 200 && respond.Transaction.Method != SipMethod.Invite);

    /// <summary>What is kept of an answer.</summary>
    internal static RequestAnswered Answered(DateTimeOffset at, SwitchedCallEffect.Respond respond)
    {
        var draft = respond.Draft;
        var headers = string.Join(NewLine, draft.Headers.Select(header => $"{header.Name}: {header.Value}"));
        return new(at, respond.Leg, KeyOf(respond.Transaction), draft.Status)
        {
            Reason = draft.Reason,
            HasContact = draft.Contact is not null,
            Sdp = draft.Sdp,
            Headers = headers.Length > 0 ? headers : null,
        };
    }

    /// <summary>An answer that is given again.</summary>
    internal static ResponseDraft Draft(RequestAnswered answer, LegDialog dialog) => new(answer.Status, answer.Reason)
    {
        ToTag = dialog.Dialog.LocalTag,
        Contact = answer.HasContact ? dialog.Dialog.LocalTarget : null,
        Sdp = answer.Sdp,
        Headers = [.. (answer.Headers?.Split(NewLine) ?? []).Select(line => line.Split(": ", 2)).Select(field => (field[0], field[1]))],
    };
}
