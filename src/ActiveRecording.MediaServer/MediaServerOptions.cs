using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.MediaServer;

/// <summary>How a Media Server listens, where its recorders are and where its bounds are.</summary>
public sealed record MediaServerOptions
{
    /// <summary>Where it listens for SIP.</summary>
    public required SipEndpointOptions Sip { get; init; }

    /// <summary>Where it listens for RTP.</summary>
    public required RtpDataPlaneOptions Media { get; init; }

    /// <summary>
    /// <c>vrrecorder.sip.routeset</c>: the way to the recorders, for example
    /// <c>&lt;sip:127.0.0.1:5160;lr&gt;</c>; see <see cref="RecorderRoute"/>.
    /// </summary>
    public required string RecorderRouteSet { get; init; }

    /// <summary>The address in its session descriptions instead of the bound one.</summary>
    public IPAddress? AdvertisedMediaAddress { get; init; }

    /// <summary>
    /// <c>recmediactl</c> where neither request nor profile says: 2 is a session for each party, 1 one
    /// session with two streams.
    /// </summary>
    public int RecorderMediaControl { get; init; } = 2;

    /// <summary>
    /// A recorder that has not answered for so long is given up and the recording reported as failed.
    /// </summary>
    public TimeSpan RecorderAnswer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// <c>max_ports</c>: streams of parties at once, one port each, two for a call; beyond, new legs are
    /// refused with 503.
    /// </summary>
    public int MaxPorts { get; init; } = 1000;

    /// <summary>A party silent for so long is logged; zero: never.</summary>
    public TimeSpan SilenceAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a leg is looked at: one without RTP and requests since the last look is asked by OPTIONS
    /// whether it still exists, so that none outlives its SIP Server.
    /// </summary>
    public TimeSpan LegCheck { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What is asked of session timers (RFC 4028) towards SIP Server and the recorders; null for no timers.
    /// </summary>
    public SessionTimerOptions? SessionTimer { get; init; } = new();

    /// <summary>
    /// How far back a recording may begin, 0 to 5 s: the answer is heard of a little later than it happened.
    /// </summary>
    public TimeSpan History { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Media kept for a recorder that has not answered yet.</summary>
    public TimeSpan RecorderBuffer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between the RTCP sender reports of a copied stream.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Shards of the journal; the same in every room.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>The number of the first of them.</summary>
    public int FirstShard { get; init; }
}
