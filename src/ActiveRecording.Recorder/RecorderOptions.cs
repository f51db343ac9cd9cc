using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Recorder;

/// <summary>How a recorder listens, where it writes and where its bounds are.</summary>
public sealed record RecorderOptions
{
    /// <summary>Where it listens for SIP.</summary>
    public required SipEndpointOptions Sip { get; init; }

    /// <summary>Where it listens for RTP.</summary>
    public required RtpDataPlaneOptions Media { get; init; }

    /// <summary>Where it writes.</summary>
    public required ArchiveOptions Archive { get; init; }

    /// <summary>The address in its session descriptions instead of the bound one.</summary>
    public IPAddress? AdvertisedMediaAddress { get; init; }

    /// <summary>Shards of the journal; the same in every room.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>The number of the first of them.</summary>
    public int FirstShard { get; init; }

    /// <summary>Sessions at once; beyond, new ones are refused with 503.</summary>
    public int MaxSessions { get; init; } = 4000;

    /// <summary>
    /// How long another session is waited for after the last one ended and a party is missing.
    /// </summary>
    public TimeSpan SessionGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same after a session whose sender lost the media: its call may be joined to another Media Server.
    /// </summary>
    public TimeSpan RejoinGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A session that brought nothing for so long gives way at once to another one of the same party, unless
    /// that is known to be a later segment: then it gives way whatever it brings.
    /// </summary>
    public TimeSpan RejoinSilence { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A session without RTP and RTCP for so long is asked by OPTIONS whether it still exists.
    /// </summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is asked of session timers (RFC 4028); null for no timers.</summary>
    public SessionTimerOptions? SessionTimer { get; init; } = new();

    /// <summary>How long packets that are on their way are still taken after a BYE.</summary>
    public TimeSpan CloseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Between RTCP receiver reports.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether a session that offers no G.711 is accepted and kept natively; else it is refused with 488.
    /// </summary>
    public bool AcceptNativeCodecs { get; init; } = true;

    /// <summary>
    /// Whether pictures are kept, natively beside the sound; else their m= lines are refused with port 0.
    /// </summary>
    public bool AcceptVideo { get; init; } = true;

    /// <summary>What Retry-After says when there is no room for a recording.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);
}
