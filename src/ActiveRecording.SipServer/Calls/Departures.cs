using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Routing;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// The requests of calls to parties, those that wait for a phone to open another connection, and the calls whose party did
/// not do so in time: they are told when it does. On the endpoint's strand but for <see cref="Send"/> and what says so.
/// </summary>
internal sealed class Departures(SipEndpoint endpoint, PhoneHops hops)
{
    /// <summary>How long a request waits for its phone. A phone notices at once that its connection is gone, unless it is gone itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, List<Departure>> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(string CallUuid, LegId Leg)>> absent = new(StringComparer.Ordinal);

    /// <summary>Tells a call that its party is back. Set once, before the first request.</summary>
    public Action<string, LegId> Returned { private get; set; } = (_, _) => { };

    public SipEndpoint Endpoint => endpoint;

    public PhoneHops Hops => hops;

    /// <summary>Sends a request to a leg, now or when its phone is back. From any thread.</summary>
    public void Send(SwitchedCallState state, LegId leg, SipRequest request, string? branch, IClientTransactionUser user) =>
        new Departure(this, state, leg, request, branch, user).Go();

    /// <summary>A phone of this number has registered. From any thread.</summary>
    public void Registered(string dn) => endpoint.Post(() =>
    {
        if (waiting.TryGetValue(dn, out var departures))
        {
            foreach (var departure in departures.ToList()) departure.Retry();
        }

        if (!absent.Remove(dn, out var calls)) return;
        foreach (var (callUuid, leg) in calls) Returned(callUuid, leg);
    });

    /// <summary>A call is over. From any thread.</summary>
    public void Forget(string callUuid) => endpoint.Post(() =>
    {
        if (absent.Count == 0) return;
        foreach (var (dn, calls) in absent.ToList())
        {
            calls.RemoveWhere(call => call.CallUuid == callUuid);
            if (calls.Count == 0) absent.Remove(dn);
        }
    });

    /// <summary>Forgets the calls that are elsewhere now.</summary>
    public void ForgetElsewhere(Func<string, bool> isHere)
    {
        foreach (var departure in waiting.Values.SelectMany(departures => departures).Where(one => !isHere(one.CallUuid)).ToList())
            departure.Withdraw();
        foreach (var (dn, calls) in absent.ToList())
        {
            calls.RemoveWhere(call => !isHere(call.CallUuid));
            if (calls.Count == 0) absent.Remove(dn);
        }
    }

    /// <summary>Takes back a request that waits; false if none of that branch does.</summary>
    public bool TryWithdraw(string branch)
    {
        var departure = waiting.Values.SelectMany(departures => departures).FirstOrDefault(departure => departure.Branch == branch);
        departure?.Withdraw();
        return departure is not null;
    }

    /// <summary>A request waits for a phone of this number.</summary>
    public void Await(string dn, Departure departure)
    {
        if (!waiting.TryGetValue(dn, out var departures)) waiting.Add(dn, departures = []);
        departures.Add(departure);
    }

    /// <summary>It waits no longer; false if it did not.</summary>
    public bool Stop(Departure departure)
    {
        foreach (var (dn, departures) in waiting)
        {
            if (!departures.Remove(departure)) continue;
            if (departures.Count == 0) waiting.Remove(dn);
            return true;
        }

        return false;
    }

    /// <summary>A party did not come back in time; its call wants to know when it does.</summary>
    public void Miss(string dn, string callUuid, LegId leg)
    {
        if (!absent.TryGetValue(dn, out var calls)) absent.Add(dn, calls = []);
        calls.Add((callUuid, leg));
    }
}
