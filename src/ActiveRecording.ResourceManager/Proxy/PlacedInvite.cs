using ActiveRecording.Domain;
using ActiveRecording.ResourceManager.Placement;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>
/// An INVITE that is given to one resource after the other until one takes it. A resource that refuses for itself, is
/// not reachable or is silent is passed over; a refusal of the request as such goes back.
/// </summary>
internal sealed class PlacedInvite(
    ProxyContext context, ServerTransactionId upstream, SipRequest received, SipRequest prepared, SipHop from,
    ResourceKind kind, SessionPlacement placement, string mark, Action<ServerTransactionId> ended)
    : ProxiedRequest(context, upstream, received, mark, ended)
{
    private readonly Dictionary<ClientTransactionId, (Resource Resource, SipRequest Request, SipHop Hop)> sent = [];
    private Resource? resource;
    private RunningTimer timeout;

    public override void Start() => Place();

    protected override void Heard() => timeout.Cancel();

    protected override void Failed(SipResponse response)
    {
        if (IsCancelled && response.StatusCode is 408 or 503)
        {
            Release(() => Answer(487));
            return;
        }

        if (IsCancelled || !BestResponse.IsOfTheResource(response.StatusCode))
        {
            Release(() => Finish(response));
            return;
        }

        Context.Log.ResourceFailed(resource!.Name, Received.CallId, response.StatusCode, response.ReasonPhrase);
        Place();
    }

    /// <summary>A resource that was given up answers after all: it is acknowledged and hung up.</summary>
    protected override void Late(ClientTransactionId transaction, SipResponse response)
    {
        if (!response.IsSuccess || !sent.TryGetValue(transaction, out var given)) return;
        Context.Log.HungUp(given.Resource.Name, Received.CallId);
        LateAnswer.HangUp(Context.Endpoint, given.Request, response, given.Hop);
    }

    private void Place()
    {
        if (!Context.IsDurable) timeout = Context.Endpoint.StartTimer(Context.Options.PlacementTimeout, PlacementTimedOut);
        placement.Next(Found);
    }

    private void PlacementTimedOut()
    {
        Context.Log.PlacementTimedOut(Received.CallId);
        Answer(503, response => response.Headers.Set(HeaderNames.RetryAfter, "5"));
    }

    private void Found(Resource? found)
    {
        timeout.Cancel();
        if (IsFinished)
        {
            if (found is not null) placement.Release(ReleaseCause.Refused);
            return;
        }

        resource = found;
        if (IsCancelled) Release(() => Answer(487));
        else if (found is null) GiveUp();
        else if (!TryForward(found)) Failed(Received.CreateResponse(503, "Not resolvable"));
    }

    private void GiveUp()
    {
        Context.Log.NothingLeft(Received.CallId, placement.ErrorResponse);
        Release(() => Answer(placement.ErrorResponse));
    }

    private void Release(Action goOn)
    {
        placement.Release(ReleaseCause.Refused);
        if (resource is null) goOn();
        else Context.OnceReleased(kind, resource.Name, goOn);
    }

    private bool TryForward(Resource chosen)
    {
        var request = prepared.Clone();
        request.RequestUri = chosen.Rewrite(prepared.RequestUri);
        if (!Context.Endpoint.TryResolve(request, out var hop)) return false;
        Context.RecordRoute(request, new(kind, chosen.Name), from, hop);
        Context.Log.Placed(Received.CallId, chosen.Name, hop.ToString());
        timeout = Context.Endpoint.StartTimer(Context.Options.ResourceTimeout, Unreachable);
        sent[Forward(request, hop)] = (chosen, request, hop);
        return true;
    }

    /// <summary>Not a word within the resource's time. The last one is waited for as long as RFC 3261 allows.</summary>
    private void Unreachable()
    {
        if (!placement.HasMore) return;
        Abandon();
        Failed(Received.CreateResponse(408));
    }
}
