using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager;

/// <summary>Where the Resource Manager listens, what it may give, and how long it waits.</summary>
public sealed record ResourceManagerOptions
{
    /// <summary>Where it listens for SIP.</summary>
    public required SipEndpointOptions Sip { get; init; }

    /// <summary>The Media Servers for <c>msml=</c> requests.</summary>
    public IReadOnlyList<ResourceOptions> MediaServers { get; init; } = [];

    /// <summary>The recorders for <c>record=</c> requests.</summary>
    public IReadOnlyList<ResourceOptions> Recorders { get; init; } = [];

    /// <summary>
    /// The SIP Servers, and proxies beside them, whose dialogs lead through here, for example <c>sip:127.0.0.1:5060</c>. A
    /// request goes to these, to the Media Servers and to the recorders, by their addresses here, and nowhere else.
    /// </summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>
    /// The IVR profile: <c>recordingclient.recmediactl</c> = <c>fixed,2</c> appends <c>;recmediactl=2</c> to the request
    /// URI; <c>default,2</c> only where the parameter is missing. Services: <c>msml</c> for every Media Server request,
    /// <c>recordingclient</c> for those that record, <c>recordingserver</c> for recorders.
    /// </summary>
    public IReadOnlyDictionary<string, string> ServiceParameters { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The answer when no Media Server is left (<c>rm.conference-sip-error-respcode</c>), 400 to 699.</summary>
    public int ConferenceErrorResponse { get; init; } = 503;

    /// <summary>The answer when no recorder is left (<c>rm.resource-available-respcode</c>), 400 to 699.</summary>
    public int ResourceErrorResponse { get; init; } = 603;

    /// <summary>
    /// Without any response for so long a resource is taken for unreachable and the next one is tried; the last one is
    /// waited for until its INVITE times out.
    /// </summary>
    public TimeSpan ResourceTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Timer C (RFC 3261 §16.8): an INVITE that only rings is cancelled after it; more than 3 minutes.</summary>
    public TimeSpan TimerC { get; init; } = TimeSpan.FromSeconds(190);

    /// <summary>A reservation whose end is never seen is given up after it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long the journal may take before a new session is refused with 503.</summary>
    public TimeSpan PlacementTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long running requests may take to end when the room stops.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Shards of the journal, the same for every room; 1 in a cluster, where one node is active at a time.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>The number of the first of them.</summary>
    public int FirstShard { get; init; }

    /// <summary>Events after which the state of a long stream is kept anew; 0 for never.</summary>
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>What is wrong with these options, each with the key it is about; empty if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Sip.Udp.Count + Sip.Tcp.Count == 0) yield return "udp, tcp: at least one address to listen on is needed";
        foreach (var problem in ResourceOptions.Problems("media-servers", MediaServers)) yield return problem;
        foreach (var problem in ResourceOptions.Problems("recorders", Recorders)) yield return problem;
        foreach (var peer in Peers)
        {
            if (!SipUri.TryParse(peer, out var uri) || !uri.IsSip || uri.IsSecure) yield return $"peers: '{peer}' is no sip: address";
        }

        foreach (var (key, value) in ServiceParameters)
        {
            if (!Placement.ServiceParameter.TryParse(key, value, out _))
                yield return $"service-parameters: '{key} = {value}' is not '<service>.<param> = fixed,<value>'";
        }

        if (ConferenceErrorResponse is < 400 or > 699) yield return "conference-error-response: 400 to 699";
        if (ResourceErrorResponse is < 400 or > 699) yield return "resource-error-response: 400 to 699";
        if (TimerC <= TimeSpan.FromMinutes(3)) yield return "timer-c: more than 3 minutes";
    }
}
