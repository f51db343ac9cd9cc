using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer;

/// <summary>The settings of a <see cref="SipServerRoom"/>.</summary>
public sealed record SipServerOptions
{
    /// <summary>Where it listens.</summary>
    public required SipEndpointOptions Sip { get; init; }

    /// <summary>The directory numbers.</summary>
    public IReadOnlyList<DnOptions> Dns { get; init; } = [];

    /// <summary>The Resource Manager through which Media Servers are asked for.</summary>
    public string ResourceManager { get; init; } = "sip:127.0.0.1:5160";

    /// <summary>
    /// Further parameters of the <c>msml=</c> request URI, for example <c>media-service</c> = <c>record</c>; an empty
    /// value makes a flag.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> MediaParameters { get; init; } = [];

    /// <summary>Of the MSML bodies sent; both that are known are understood.</summary>
    public string MsmlContentType { get; init; } = MsmlBody.RadisysContentType;

    /// <summary>How long calls wait.</summary>
    public CallTimeouts Timeouts { get; init; } = CallTimeouts.Default;

    /// <summary>Template of the names of recordings.</summary>
    public string RecordingFileName { get; init; } = Domain.Calls.RecordingFileName.Default;

    /// <summary>
    /// Whether extensions prove who they are when they call, unless the call comes from the address they are registered
    /// at.
    /// </summary>
    public bool ChallengeCalls { get; init; } = true;

    /// <summary>What is asked of session timers (RFC 4028) in every dialog of a call; null for no timers.</summary>
    public SessionTimerOptions? SessionTimer { get; init; } = new();

    /// <summary>
    /// How often a call follows a callee's 3xx, 0 to 10; never by default: then the caller is told 480. Only extensions of
    /// this switch are followed to.
    /// </summary>
    public int FollowRedirects { get; init; }

    /// <summary>
    /// The key that calls are named by, the same on every node of a cluster and unknown to parties; empty for a node alone,
    /// which names them by chance.
    /// </summary>
    public ReadOnlyMemory<byte> CallKey { get; init; }

    /// <summary>How phones register, and how they are challenged.</summary>
    public RegistrarOptions Registrar { get; init; } = new();

    /// <summary>
    /// How long the journal may take before a request is answered 503, a BYE 200. A node of a cluster waits nearly as long as the peer does.
    /// </summary>
    public TimeSpan JournalPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Calls at once; beyond, further ones are refused with 503.</summary>
    public int MaxCalls { get; init; } = 10_000;

    /// <summary>Shards of the journal; the same for every room of a node.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>Events after which the state of a long stream is kept anew; 0 for never.</summary>
    public int SnapshotEvery { get; init; } = 100;
}
