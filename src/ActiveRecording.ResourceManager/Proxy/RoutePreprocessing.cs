using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>Takes our own entries out of a request's route (RFC 3261 §16.4).</summary>
internal static class RoutePreprocessing
{
    /// <summary>
    /// Changes the request: a strict router before us put our Record-Route into the request URI, then the last Route is
    /// the true one; a loose one left it on top of Route, twice if the transport changes here (RFC 5658 §5).
    /// </summary>
    /// <param name="request">A copy that may be changed.</param>
    /// <param name="isOurs">Whether a URI is an address of ours.</param>
    /// <returns>The affinity that was found; null if none was.</returns>
    public static Affinity? Apply(SipRequest request, Func<SipUri, bool> isOurs)
    {
        Affinity? affinity = null;
        if (isOurs(request.RequestUri) && Affinity.TryRead(request.RequestUri, out affinity) && request.Routes is [.., var last])
        {
            var others = request.Headers.All(HeaderNames.Route).SkipLast(1).ToList();
            request.RequestUri = last.Uri;
            request.Headers.Remove(HeaderNames.Route);
            foreach (var route in others) request.Headers.Add(HeaderNames.Route, route);
        }

        while (request.Routes is [var first, ..] && isOurs(first.Uri))
        {
            if (Affinity.TryRead(first.Uri, out var found)) affinity = found;
            request.Headers.RemoveFirst(HeaderNames.Route);
        }

        return affinity;
    }

    /// <summary>
    /// Makes the next hop of a request a strict router where it is one (RFC 3261 §16.6 point 6): the request URI goes to
    /// the end of Route, the first Route into the request URI.
    /// </summary>
    public static void YieldToStrictRouter(SipRequest request)
    {
        if (request.Routes is not [var first, ..] || first.Uri.Parameters.Contains("lr")) return;
        request.Headers.Add(HeaderNames.Route, $"<{request.RequestUri}>");
        request.RequestUri = first.Uri.WithoutHeaders();
        request.Headers.RemoveFirst(HeaderNames.Route);
    }
}
