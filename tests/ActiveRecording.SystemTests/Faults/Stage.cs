using System.Globalization;
using ActiveRecording.Phone;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SipServer;
using ActiveRecording.SystemTests.Calls;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>
/// What one story plays on: two extensions that are recorded, two that are not, and a trunk of its own, so that several
/// stories fit into one house.
/// </summary>
internal sealed class Stage(House house, int index)
{
    /// <summary>Stories that fit into one house.</summary>
    public const int Stages = 3;

    private const int ExtensionsPerStage = 4;
    private const int FirstExtension = 2001;
    private const int FirstTrunkPort = 5090;

    /// <summary>The shortest there is (RFC 4028 §4); the switch refreshes at half of it.</summary>
    public static readonly TimeSpan SessionInterval = TimeSpan.FromSeconds(90);

    /// <summary>The house.</summary>
    public House House { get; } = house;

    /// <summary>What the trunk's numbers begin with.</summary>
    public string TrunkPrefix => Prefix(index);

    /// <summary>The directory numbers of all stages, and patience that fits a test.</summary>
    public static SipServerOptions Furnish(SipServerOptions options) => options with
    {
        Dns = [.. Enumerable.Range(0, Stages).SelectMany(DnsOf)],
        SessionTimer = new SessionTimerOptions { Interval = SessionInterval },
        Timeouts = options.Timeouts with { NoAnswer = TimeSpan.FromSeconds(5) },
    };

    /// <summary>A registered extension: 0 and 1 are recorded, 2 and 3 are not.</summary>
    public ScriptedPhone Extension(int which) => House.Registered(Name(which), Number(which));

    /// <summary>An extension that did not register.</summary>
    public ScriptedPhone Stranger(int which) =>
        House.Phone(Name(which), Number(which), 5070 + (FirstExtension + ExtensionsPerStage * index + which) % 100);

    /// <summary>Who is behind the trunk.</summary>
    public ScriptedPhone Outside() => House.Phone($"outside{Suffix}", "0301234567", FirstTrunkPort + index);

    /// <summary>The number of an extension.</summary>
    public string Number(int which) => Number(index, which);

    /// <summary>Asks for a recording of the call to an extension; what is refused, because the call is over, is no matter.</summary>
    public async Task StartRecordingAsync(int which) =>
        await House.SipServer.StartRecordingAsync(await CallToAsync(Number(which)), Number(which));

    /// <summary>Ends it.</summary>
    public async Task StopRecordingAsync(int which) => await House.SipServer.StopRecordingAsync(await CallToAsync(Number(which)));

    /// <summary>Time passes.</summary>
    public Task Wait(double seconds) => House.Simulator.Delay(TimeSpan.FromSeconds(seconds));

    private string Suffix => index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<DnOptions> DnsOf(int index) =>
    [
        .. Enumerable.Range(0, ExtensionsPerStage)
            .Select(which => new DnOptions { Number = Number(index, which), Password = House.Password, Record = which < 2 }),
        new()
        {
            Number = $"pstn-{index}", Type = DnType.Trunk, Prefix = Prefix(index), Record = true,
            Contact = $"sip:127.0.0.1:{FirstTrunkPort + index}",
        },
    ];

    private async Task<string> CallToAsync(string number) =>
        RecordedCalls.Read(await House.StoredAsync()).Last(call => call.Dnis == number).CallUuid;

    private static string Prefix(int index) => $"9{index}";

    private static string Number(int index, int which) =>
        (FirstExtension + ExtensionsPerStage * index + which).ToString(CultureInfo.InvariantCulture);

    private string Name(int which) => $"{(which is 0 or 2 ? "alice" : "bob")}{Suffix}";
}
