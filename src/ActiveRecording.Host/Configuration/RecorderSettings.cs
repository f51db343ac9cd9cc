using ActiveRecording.Archive;
using ActiveRecording.Recorder;
using ActiveRecording.Sip;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>recorder</c>.</summary>
internal static class RecorderSettings
{
    public static RecorderOptions Read(Settings recorder, SipEndpointOptions shared, ArchiveOptions archive, int shards) => new()
    {
        Sip = SipSettings.Read("recorder", shared, recorder),
        Media = RtpSettings.Read(recorder.Section("rtp")),
        AdvertisedMediaAddress = RtpSettings.ReadAdvertised(recorder.Section("rtp")),
        Archive = archive,
        Shards = shards,
        MaxSessions = recorder.Number("max-sessions", 1, 1_000_000),
        SessionGrace = recorder.Duration("session-grace", TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        RejoinGrace = recorder.Duration("rejoin-grace", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        RejoinSilence = recorder.Duration("rejoin-silence", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        MediaTimeout = recorder.Duration("media-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        CloseDelay = recorder.Duration("close-delay", TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        SessionTimer = SessionTimerSettings.Read(recorder),
        ReportInterval = recorder.Duration("report-interval", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        AcceptNativeCodecs = recorder.Flag("accept-native-codecs"),
        AcceptVideo = recorder.Flag("accept-video"),
        RetryAfter = recorder.Duration("retry-after", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
    };
}
