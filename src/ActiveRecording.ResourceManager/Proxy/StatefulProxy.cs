using ActiveRecording.Domain;
using ActiveRecording.ResourceManager.Placement;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>
/// A stateful proxy (RFC 3261 §16) that answers for two kinds of address: <c>msml=</c> leads to a Media Server,
/// <c>record=</c> to a recorder. On the endpoint's strand.
/// </summary>
internal sealed class StatefulProxy(ProxyContext context, MediaServerChoice mediaServers, RecorderChoice recorders) : ISipUser
{
    private const string MediaServerUser = "msml=";
    private const string RecorderUser = "record=";
    private const string Methods = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK";

    private readonly Dictionary<ServerTransactionId, ProxiedRequest> running = [];
    private readonly List<ServiceParameter> profile = Profile(context.Options);

    /// <summary>Requests without a final response.</summary>
    public int Running => running.Count;

    /// <summary>No new sessions are taken: the room is stopping. Told when nothing runs any more.</summary>
    public Action? Drained { get; set; }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        var mark = LoopMark.Of(request);
        if (Objection(request, mark) is { } objection) context.Endpoint.Respond(transaction, objection);
        else Route(transaction, request, from, mark);
    }

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        if (running.TryGetValue(inviteTransaction, out var proxied)) proxied.Cancel();
    }

    /// <summary>The ACK of a 2xx is passed on without a transaction (RFC 3261 §16.11).</summary>
    public void AckReceived(SipRequest ack, SipHop from)
    {
        var forwarded = ack.Clone();
        RoutePreprocessing.Apply(forwarded, context.IsOurs);
        if ((ack.MaxForwards ?? MaxForwards) == 0 || NextHop(forwarded) is not { } hop) return;
        if (!MayRelay(hop, from)) return;
        forwarded.MaxForwards = (ack.MaxForwards ?? MaxForwards) - 1;
        RoutePreprocessing.YieldToStrictRouter(forwarded);
        context.Endpoint.SendStateless(forwarded, hop);
    }

    /// <summary>
    /// The final answer to an INVITE that the node which was active before had forwarded: whoever sent that INVITE has heard 100 and
    /// does not repeat it. The branch shows that it was so.
    /// </summary>
    public bool StrayReceived(SipResponse response, SipHop from)
    {
        if (context.Endpoint.Relay is null || response.IsProvisional || response.CSeq.Method != SipMethod.Invite) return false;
        if (response.Vias.Count < 2 || !context.IsOurs(response.TopVia) || !context.Targets.Contains(from)) return false;
        var forwarded = response.Clone();
        forwarded.PopVia();
        if (!LoopMark.IsDerived(response.TopVia, ServerTransactionId.OfInvite(forwarded.TopVia), from)) return false;
        context.Endpoint.ForwardStateless(forwarded);
        return true;
    }

    public void AckMissing(ServerTransactionId inviteTransaction)
    {
        // Never: this proxy passes answers on and makes no 2xx to INVITE.
    }

    /// <summary>Another node is active now: what was under way is its business.</summary>
    public void Forget() => running.Clear();

    private const int MaxForwards = 70;

    private static List<ServiceParameter> Profile(ResourceManagerOptions options)
    {
        var parameters = new List<ServiceParameter>();
        foreach (var (key, setting) in options.ServiceParameters)
        {
            if (ServiceParameter.TryParse(key, setting, out var parameter)) parameters.Add(parameter);
        }

        return parameters;
    }

    /// <summary>Why a request is not proxied (RFC 3261 §16.3); null if it may be.</summary>
    private SipResponse? Objection(SipRequest request, string mark)
    {
        if (!request.RequestUri.IsSip) return Response(request, 416);
        if (request.MaxForwards == 0 && request.Method != SipMethod.Options) return Response(request, 483);
        if (LoopMark.IsLoop(request, mark, context.IsOurs)) return Response(request, 482);
        if (!request.Headers.Contains(HeaderNames.ProxyRequire)) return null;
        var response = Response(request, 420);
        response.Headers.CopyFrom(request.Headers, HeaderNames.ProxyRequire);
        foreach (var tag in request.Headers.All(HeaderNames.ProxyRequire)) response.Headers.Add(HeaderNames.Unsupported, tag);
        response.Headers.Remove(HeaderNames.ProxyRequire);
        return response;
    }

    private void Route(ServerTransactionId transaction, SipRequest request, SipHop from, string mark)
    {
        var forwarded = request.Clone();
        var affinity = RoutePreprocessing.Apply(forwarded, context.IsOurs);
        forwarded.MaxForwards = (request.MaxForwards ?? MaxForwards) - 1;
        if (request.To.Tag is not null) ForwardInDialog(transaction, request, forwarded, from, affinity, mark);
        else if (request.Method == SipMethod.Options) AnswerOptions(transaction, request);
        else Place(transaction, request, forwarded, from, mark);
    }

    private void ForwardInDialog(
        ServerTransactionId transaction, SipRequest request, SipRequest forwarded, SipHop from, Affinity? affinity, string mark)
    {
        if (NextHop(forwarded) is not { } hop)
        {
            context.Endpoint.Respond(transaction, Response(request, 481));
        }
        else if (!MayRelay(hop, from))
        {
            context.Endpoint.Respond(transaction, Response(request, 403));
        }
        else
        {
            RoutePreprocessing.YieldToStrictRouter(forwarded);
            var proxied = new DialogRequest(context, transaction, request, forwarded, hop, mark, Ended);
            if (request.Method != SipMethod.Bye || affinity is null)
            {
                Start(transaction, proxied);
                return;
            }

            Release(affinity, request.CallId);
            context.OnceReleased(affinity.Kind, affinity.Resource, () => Start(transaction, proxied));
        }
    }

    /// <summary>The hop of a request whose own entries are gone; null if it cannot be resolved or would come back here.</summary>
    private SipHop? NextHop(SipRequest forwarded)
    {
        var next = forwarded.Routes is [var first, ..] ? first.Uri : forwarded.RequestUri;
        return !context.IsOurs(next) && context.Endpoint.TryResolve(next, out var hop) ? hop : null;
    }

    /// <summary>Whether a request may go there; if not, that is counted and logged against whoever sent it.</summary>
    private bool MayRelay(SipHop hop, SipHop from)
    {
        if (context.Targets.Contains(hop)) return true;
        context.Endpoint.ReportRefused("relay", from);
        return false;
    }

    private void Release(Affinity affinity, string callId)
    {
        if (affinity.Kind == ResourceKind.MediaServer) mediaServers.Release(affinity.Resource, callId, ReleaseCause.Ended);
        else recorders.Release(callId, ReleaseCause.Ended);
    }

    private void AnswerOptions(ServerTransactionId transaction, SipRequest request)
    {
        var response = Response(request, 200);
        response.Headers.Set(HeaderNames.Allow, Methods);
        response.Headers.Set(HeaderNames.Accept, SessionDescription.ContentType);
        context.Endpoint.Respond(transaction, response);
    }

    private void Place(ServerTransactionId transaction, SipRequest request, SipRequest forwarded, SipHop from, string mark)
    {
        var user = forwarded.RequestUri.User ?? "";
        var (kind, id) = user.StartsWith(MediaServerUser, StringComparison.Ordinal)
            ? (ResourceKind.MediaServer, user[MediaServerUser.Length..])
            : (ResourceKind.Recorder, user.StartsWith(RecorderUser, StringComparison.Ordinal) ? user[RecorderUser.Length..] : "");
        if (id.Length == 0)
        {
            context.Endpoint.Respond(transaction, Response(request, 404));
        }
        else if (request.Method != SipMethod.Invite)
        {
            var response = Response(request, 405);
            response.Headers.Set(HeaderNames.Allow, Methods);
            context.Endpoint.Respond(transaction, response);
        }
        else if (forwarded.Routes.Count > 0 && !(NextHop(forwarded) is { } hop && MayRelay(hop, from)))
        {
            context.Endpoint.Respond(transaction, Response(request, 403));
        }
        else if (Drained is not null)
        {
            context.Endpoint.Respond(transaction, Response(request, 503));
        }
        else
        {
            forwarded.RequestUri = WithProfile(forwarded.RequestUri, kind);
            var placement = kind == ResourceKind.MediaServer
                ? mediaServers.Place(request.CallId, id, Streams(request))
                : recorders.Place(request.CallId, id, Streams(request));
            Start(transaction, new PlacedInvite(context, transaction, request, forwarded, from, kind, placement, mark, Ended));
        }
    }

    private SipUri WithProfile(SipUri uri, ResourceKind kind) => kind == ResourceKind.Recorder
        ? ServiceParameter.Append(uri, profile, "recordingserver")
        : uri.Parameters.Contains("record")
            ? ServiceParameter.Append(uri, profile, "msml", "recordingclient")
            : ServiceParameter.Append(uri, profile, "msml");

    /// <summary>One port per stream.</summary>
    private static int Streams(SipRequest invite) =>
        SessionDescription.TryParse(invite.Body.Span, out var description) ? Math.Max(1, description.Media.Count) : 1;

    private void Start(ServerTransactionId transaction, ProxiedRequest proxied)
    {
        running.Add(transaction, proxied);
        proxied.Start();
    }

    private void Ended(ServerTransactionId transaction)
    {
        running.Remove(transaction);
        if (running.Count == 0) Drained?.Invoke();
    }

    private SipResponse Response(SipRequest request, int status) => request.CreateResponse(status, toTag: context.Endpoint.NewTag());
}
