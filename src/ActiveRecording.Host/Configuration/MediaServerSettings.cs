using ActiveRecording.MediaServer;
using ActiveRecording.Sip;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>media-server</c>.</summary>
internal static class MediaServerSettings
{
    public static MediaServerOptions Read(Settings server, SipEndpointOptions shared, int shards) => new()
    {
        Sip = SipSettings.Read("media-server", shared, server),
        Media = RtpSettings.Read(server.Section("rtp")),
        AdvertisedMediaAddress = RtpSettings.ReadAdvertised(server.Section("rtp")),
        RecorderRouteSet = ReadRouteSet(server.Section("vrrecorder").Section("sip")),
        RecorderMediaControl = server.Number("recmediactl", 1, 2),
        RecorderAnswer = server.Duration("recorder-answer", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        MaxPorts = server.Number("max-ports", 1, 100_000),
        SilenceAfter = server.Duration("silence-after", TimeSpan.Zero, TimeSpan.FromHours(1)),
        History = server.Duration("history", TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        RecorderBuffer = server.Duration("recorder-buffer", TimeSpan.Zero, TimeSpan.FromSeconds(30)),
        SessionTimer = SessionTimerSettings.Read(server),
        ReportInterval = server.Duration("report-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
        Shards = shards,
    };

    private static string ReadRouteSet(Settings sip)
    {
        var routeSet = sip.Text("routeset");
        if (!RecorderRoute.TryParse(routeSet, out _, out _))
            sip.Refuse("routeset", "SIP addresses in angle brackets, for example \"<sip:127.0.0.1:5160;lr>\",");
        return routeSet;
    }
}
