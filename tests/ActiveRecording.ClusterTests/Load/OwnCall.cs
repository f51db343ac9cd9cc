using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ActiveRecording.ClusterTests.Checks;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>A call that <see cref="CallerPhone"/> made.</summary>
/// <param name="phone">Whose.</param>
/// <param name="number">Who is called.</param>
/// <param name="mediaPort">Where its media would be; it sends none.</param>
internal sealed class OwnCall(CallerPhone phone, string number, int mediaPort)
{
    private static readonly TimeSpan TransactionPatience = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BeforeAnother = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BeforeReoffer = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, byte[]> answers = new();
    private readonly List<int?> probes = [];
    private DialogState? dialog;
    private SipRequest? lastAck;
    private uint lastRemote;
    private int version;
    private int reoffers;
    private bool isEnded;

    public string CallId { get; } = phone.NewToken();

    /// <summary>Why the dialog is over although nobody here ended it; null while all is well.</summary>
    public string? Lost { get; private set; }

    /// <summary>What the switch did twice, or out of order.</summary>
    public string? Doubled { get; private set; }

    /// <summary>What it was told.</summary>
    public CallEvidence Evidence => new(CallId, probes, reoffers, isEnded && Lost is null);

    /// <summary>Done when the call is answered.</summary>
    public async Task EstablishAsync()
    {
        phone.Add(this);
        var target = phone.Target(number);
        var invite = NewRequest.Create(
            SipMethod.Invite, target, new NameAddress(phone.Address).WithTag(phone.NewToken()), new NameAddress(target), CallId);
        invite.Contact = new NameAddress(phone.Contact);
        invite.SetBody(SessionDescription.ContentType, Describe(Direction.SendRecv));
        var (answer, sent) = await phone.AskAsync(invite, Pace.Invite, TransactionPatience);
        if (answer is not { IsSuccess: true })
        {
            Lose($"INVITE: {Status(answer)}");
            return;
        }

        dialog = Dialog.FromUac(sent, answer);
        Acknowledge(answer);
    }

    /// <summary>Holds (sendonly) or retrieves (sendrecv), as phones do.</summary>
    public async Task ReofferAsync(Direction direction)
    {
        for (var attempt = 1; Lost is null; attempt++)
        {
            (dialog, var invite) = Dialog.CreateRequest(dialog!, SipMethod.Invite);
            invite.SetBody(SessionDescription.ContentType, Describe(direction));
            var (answer, _) = await phone.AskAsync(invite, Pace.Invite, TransactionPatience);
            if (answer is { IsSuccess: true })
            {
                Acknowledge(answer);
                reoffers++;
                return;
            }

            // 491, 500 and 503 ask to try again (RFC 3261 §14.1, §21.5.4).
            if (answer is not { StatusCode: 491 or 500 or 503 } || attempt == 5) Lose($"re-INVITE {direction}: {Status(answer)}");
            else await Task.Delay(BeforeReoffer);
        }
    }

    public async Task HangUpAsync()
    {
        if (Lost is not null) return;
        (dialog, var bye) = Dialog.CreateRequest(dialog!, SipMethod.Bye);
        isEnded = true;
        var (answer, _) = await phone.AskAsync(bye, Pace.Other, TransactionPatience);
        if (answer is not { IsSuccess: true }) Lose($"BYE: {Status(answer)}");
    }

    /// <summary>Asks within the dialog again and again, every request until it is answered with success.</summary>
    public async Task<Waited> WatchAsync(Watch watch)
    {
        var longest = default(Waited);
        do
        {
            var (asked, isMended) = (Stopwatch.GetTimestamp(), watch.IsMended);
            while (Lost is null && !await IsAnsweredAsync()) await Task.Delay(BeforeAnother);
            var taken = Stopwatch.GetElapsedTime(asked);
            if (isMended) longest = longest with { Afterwards = taken > longest.Afterwards ? taken : longest.Afterwards };
            else longest = longest with { Broken = taken > longest.Broken ? taken : longest.Broken };
            if (Lost is null) await Task.Delay(BetweenProbes);
        }
        while (Lost is null && !watch.IsOver);
        return longest;
    }

    /// <summary>The answer to a request of the switch, the same each time it is repeated.</summary>
    public byte[] Answer(SipRequest request)
    {
        var branch = request.TopVia.Branch ?? "";
        return answers.GetOrAdd(branch, _ => NewAnswer(request).ToBytes());
    }

    /// <summary>A success that comes again has missed its ACK.</summary>
    public void Repeated(SipResponse success)
    {
        if (success.CSeq.Number == lastAck?.CSeq.Number) phone.Send(lastAck);
    }

    private async Task<bool> IsAnsweredAsync()
    {
        (dialog, var options) = Dialog.CreateRequest(dialog!, SipMethod.Options);
        var (answer, _) = await phone.AskAsync(options, Pace.Probe, TransactionPatience);
        if (answer is { IsSuccess: true }) probes.Add((int)answer.CSeq.Number);
        else if (answer is not { StatusCode: 500 or 503 }) Lose($"OPTIONS: {Status(answer)}");
        return answer is { IsSuccess: true };
    }

    private SipResponse NewAnswer(SipRequest request)
    {
        if (dialog is null || Lost is not null || request.To.Tag is null) return request.CreateResponse(481, toTag: "none");
        // One number is one request: with another branch somebody else sent it too, or it was decided twice.
        if (request.CSeq.Number <= lastRemote) Doubled = $"{request.Method} with CSeq {request.CSeq.Number} after {lastRemote}";
        lastRemote = Math.Max(lastRemote, request.CSeq.Number);
        var response = request.CreateResponse(200);
        if (request.Method == SipMethod.Bye && !isEnded)
        {
            Lose($"the switch hung up: {string.Join(", ", request.Headers.All(HeaderNames.Reason))}");
        }
        else if (request.Method == SipMethod.Invite)
        {
            response.Contact = new NameAddress(phone.Contact);
            response.SetBody(SessionDescription.ContentType, Describe(Direction.SendRecv));
        }

        return response;
    }

    private void Acknowledge(SipResponse success)
    {
        dialog = Dialog.OnResponse(dialog! with { LocalCSeq = Math.Max(dialog.LocalCSeq, success.CSeq.Number) }, success);
        lastAck = Dialog.CreateAck(dialog, success.CSeq.Number);
        phone.Send(lastAck);
    }

    private void Lose(string reason) => Lost ??= string.Create(CultureInfo.InvariantCulture, $"call {CallId}: {reason}");

    private static string Status(SipResponse? answer) =>
        answer is null ? "no answer" : string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode} {answer.ReasonPhrase}");

    private byte[] Describe(Direction direction) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        v=0
        o=- {mediaPort} {++version} IN IP4 {phone.Local.Address}
        s=-
        c=IN IP4 {phone.Local.Address}
        t=0 0
        m=audio {mediaPort} RTP/AVP 8
        a=rtpmap:8 PCMA/8000
        a={direction.ToString().ToLowerInvariant()}

        """).ReplaceLineEndings("\r\n"));
}
