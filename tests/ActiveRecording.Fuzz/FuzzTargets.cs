using ActiveRecording.Fuzz.Targets;

namespace ActiveRecording.Fuzz;

/// <summary>All targets; a new one is one line here.</summary>
public static class FuzzTargets
{
    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new SipTarget(),
        new SdpTarget(),
        new HeaderTarget(),
        new MimeTarget(),
        new MsmlTarget(),
        new HoconTarget(),
        new RtpTarget(),
        new RtcpTarget(),
    ];
}
