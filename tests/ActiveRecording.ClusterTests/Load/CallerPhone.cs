using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>
/// The caller's side of many calls on one UDP socket. Unlike other phones it can repeat a request every 100 ms, so that
/// the time until somebody answers is seen and not the steps of a phone's timers.
/// </summary>
internal sealed class CallerPhone : IDisposable
{
    private const int Tick = 10;
    private const int DefaultPort = 5_060;
    private static readonly TimeSpan RegisterPatience = TimeSpan.FromSeconds(10);
    private readonly CallerSocket socket;
    private readonly ConcurrentDictionary<string, Asked> asked = new();
    private readonly ConcurrentDictionary<string, OwnCall> calls = new();
    private readonly RandomIdentifiers identifiers = new();
    private readonly IPEndPoint server;
    private readonly string password;
    private volatile bool isOver;

    /// <param name="local">Where it is.</param>
    /// <param name="server">All it knows of the switch.</param>
    /// <param name="dn">Its number.</param>
    /// <param name="password">For digest.</param>
    public CallerPhone(IPEndPoint local, IPEndPoint server, string dn, string password)
    {
        (this.server, this.password, Local, Dn) = (server, password, local, dn);
        socket = new CallerSocket(local, Received);
        socket.Open();
        new Thread(Repeat) { IsBackground = true, Name = "caller-repeats" }.Start();
    }

    public IPEndPoint Local { get; }

    public string Dn { get; }

    public SipUri Address => SipUri.Create(Dn, server.Address.ToString(), null);

    public SipUri Contact => SipUri.Create(Dn, Local.Address.ToString(), Local.Port);

    public string NewToken() => identifiers.NextToken(16);

    public SipUri Target(string number) => SipUri.Create(number, server.Address.ToString(), null);

    public void Add(OwnCall call) => calls[call.CallId] = call;

    /// <summary>Registers its number where it is.</summary>
    public async Task RegisterAsync()
    {
        var own = new NameAddress(Address);
        var register = NewRequest.Create(SipMethod.Register, Address.WithUser(null), own.WithTag(NewToken()), own, NewToken());
        register.Contact = new NameAddress(Contact);
        register.Headers.Add(HeaderNames.Expires, "1800");
        var (answer, _) = await AskAsync(register, Pace.Other, RegisterPatience);
        if (answer is not { StatusCode: 200 })
            throw new InvalidOperationException($"{Dn} could not register: {answer?.ReasonPhrase ?? "no answer"}");
    }

    /// <summary>Sends a request until there is a final answer; once more with credentials when it is challenged.</summary>
    /// <returns>The answer, null when there was none, and the request as it was answered.</returns>
    public async Task<(SipResponse? Answer, SipRequest Request)> AskAsync(SipRequest request, Pace pace, TimeSpan patience)
    {
        var answer = await SendAsync(request, pace, patience);
        if (answer is not { StatusCode: 401 or 407 }) return (answer, request);
        var authorized = DigestClient.Authorize(request, answer, Dn, password, NewToken());
        return authorized is null ? (answer, request) : (await SendAsync(authorized, pace, patience), authorized);
    }

    /// <summary>Sends an ACK of a success, once.</summary>
    public void Send(SipRequest ack) => socket.Send(WithVia(ack, NewBranch()), HopOf(ack));

    /// <summary>A request with a Via of this phone.</summary>
    private byte[] WithVia(SipRequest request, string branch)
    {
        var sent = request.Clone();
        var via = new Via("UDP", Local.Address.ToString(), Local.Port, branch);
        sent.PushVia(via with { Parameters = via.Parameters.With("rport") });
        return sent.ToBytes();
    }

    private string NewBranch() => Via.MagicCookie + NewToken();

    public void Dispose()
    {
        isOver = true;
        socket.Dispose();
    }

    private async Task<SipResponse?> SendAsync(SipRequest request, Pace pace, TimeSpan patience)
    {
        var branch = NewBranch();
        var waiting = new Asked(request, WithVia(request, branch), HopOf(request), pace, patience);
        asked[branch] = waiting;
        socket.Send(waiting.Bytes, waiting.To);
        var answer = await waiting.Answer;
        // Repeated refusals of an INVITE are acknowledged for a while yet.
        if (request.Method != SipMethod.Invite || answer is not { StatusCode: >= 300 }) asked.TryRemove(branch, out _);
        return answer;
    }

    private void Repeat()
    {
        while (!isOver)
        {
            Thread.Sleep(Tick);
            foreach (var waiting in asked.Values)
            {
                if (waiting.IsDue()) socket.Send(waiting.Bytes, waiting.To);
            }
        }
    }

    private void Received(SipMessage message, IPEndPoint from)
    {
        calls.TryGetValue(message.CallId, out var call);
        if (message is SipRequest request)
        {
            if (request.Method == SipMethod.Ack) return;
            var answer = call?.Answer(request) ?? request.CreateResponse(481, toTag: "none").ToBytes();
            socket.Send(answer, ReplyTo(request.TopVia, from));
        }
        else if (message is SipResponse response)
        {
            var branch = response.TopVia.Branch ?? "";
            if (response.CSeq.Method == SipMethod.Invite && response.StatusCode >= 300) AcknowledgeRefusal(response, branch);
            if (asked.TryGetValue(branch, out var waiting)) waiting.Take(response);
            else if (response.CSeq.Method == SipMethod.Invite && response.IsSuccess) call?.Repeated(response);
        }
    }

    /// <summary>Within the transaction (RFC 3261 §17.1.1.3).</summary>
    private void AcknowledgeRefusal(SipResponse refusal, string branch)
    {
        if (!asked.TryGetValue(branch, out var waiting)) return;
        var ack = new SipRequest(SipMethod.Ack, waiting.Request.RequestUri);
        foreach (var route in waiting.Request.Headers.All(HeaderNames.Route)) ack.Headers.Add(HeaderNames.Route, route);
        ack.Headers.Add(HeaderNames.MaxForwards, "70");
        ack.Headers.Add(HeaderNames.From, refusal.From.ToString());
        ack.Headers.Add(HeaderNames.To, refusal.To.ToString());
        ack.Headers.Add(HeaderNames.CallId, refusal.CallId);
        ack.Headers.Add(HeaderNames.CSeq, string.Create(CultureInfo.InvariantCulture, $"{refusal.CSeq.Number} ACK"));
        socket.Send(WithVia(ack, branch), waiting.To);
    }

    /// <summary>Where a request goes: its first route, else its URI (RFC 3261 §8.1.2).</summary>
    private IPEndPoint HopOf(SipRequest request)
    {
        var next = request.Routes is [var first, ..] ? first.Uri : request.RequestUri;
        return IPAddress.TryParse(next.Host, out var address) ? new IPEndPoint(address, next.Port ?? DefaultPort) : server;
    }

    /// <summary>Where an answer goes (RFC 3261 §18.2.2, RFC 3581 §4).</summary>
    private static IPEndPoint ReplyTo(Via via, IPEndPoint from) =>
        via.WantsRport || !IPAddress.TryParse(via.Host, out var address) ? from : new IPEndPoint(address, via.Port ?? DefaultPort);
}
