using System.Net;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using RtpDataPlaneOptions = ActiveRecording.Rtp.DataPlane.RtpDataPlaneOptions;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>A Media Server between a SIP Server's endpoint and a recorder's, with two parties' media, under virtual time.</summary>
public abstract class MediaServerStage : IDisposable
{
    private protected const string ConferenceId = "CONF0000000000000000000000000001";
    private protected const string RecordingId = "REC00000000000000000000000000001";
    private MemoryJournal journal = new();

    protected MediaServerStage(Func<MediaServerOptions, MediaServerOptions>? change = null)
    {
        var options = new MediaServerOptions
        {
            Sip = new SipEndpointOptions { Name = "media-1", Udp = [new IPEndPoint(IPAddress.Loopback, 5260)] },
            Media = new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(16000, 16038)),
            RecorderRouteSet = "<sip:127.0.0.1:5360;lr>",
        };
        Options = change?.Invoke(options) ?? options;
        Switch = new Agent(Simulator, "sip-server", 5060);
        Recorder = new VirtualRecorder(Simulator);
        Alice = new Party(Simulator.Network, 10000);
        Bob = new Party(Simulator.Network, 10002);
        Room = Start();
    }

    private protected MediaServerOptions Options { get; }

    private protected Simulator Simulator { get; } = new();

    private protected Agent Switch { get; }

    private protected VirtualRecorder Recorder { get; }

    private protected Party Alice { get; }

    private protected Party Bob { get; }

    private protected MediaServerRoom Room { get; private set; }

    /// <summary>The <c>dateTime</c> of the last recording.</summary>
    private protected string AnsweredAt { get; private set; } = "";

    private protected DateTimeOffset Now => Simulator.Time.GetUtcNow();

    public void Dispose()
    {
        Room.Dispose();
        Switch.Dispose();
        Recorder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Run(int milliseconds) => Simulator.RunFor(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The process dies and is started again on the same journal.</summary>
    private protected void Crash()
    {
        Room.Dispose();
        Run(1);
        journal = journal.OtherWriter();
        Room = Start();
    }

    private protected SwitchLeg Leg(string dn, string parameters = "") => new(Switch, ConferenceId, dn, parameters);

    /// <summary>Both legs, and Bob's description on his.</summary>
    private protected (SwitchLeg A, SwitchLeg B) Bridge(string parameters = "")
    {
        var (a, b) = (Leg("1001", parameters), Leg("1003", parameters));
        a.Invite(Alice.Describe(PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent));
        b.Invite(Nowhere(PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent));
        b.Reinvite(Bob.Describe(PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent));
        return (a, b);
    }

    /// <summary>A bridge that is recorded since now.</summary>
    private protected (SwitchLeg A, SwitchLeg B) Recorded(string parameters = "")
    {
        var (a, b) = Bridge(parameters);
        Assert.Equal(new MsmlResult(MsmlResponse.Ok), a.Execute(StartRecording(a, b)));
        return (a, b);
    }

    private protected static SessionDescription Nowhere(params IReadOnlyList<PayloadFormat> payloads) => SessionDescription.Create(
        Origin.Create(2, 1, ConnectionAddress.Nowhere), ConnectionAddress.Nowhere,
        MediaDescription.Create("audio", 9, payloads, Direction.Inactive));

    /// <summary>The MSML of the answer, which happens now.</summary>
    private protected MsmlRequest StartRecording(SwitchLeg a, SwitchLeg b, int? segment = null)
    {
        AnsweredAt = UtcInstant.ToText(Now);
        return StartRecording(a, b, AnsweredAt, segment is null ? [] : [new("segment", $"{segment}")]);
    }

    private static MsmlRequest StartRecording(
        SwitchLeg a, SwitchLeg b, string answeredAt, IReadOnlyList<MsmlParameter> further) => new(
    [
        new CreateConference($"{ConferenceId}_record", new MsmlRecorder(
        [
            new("id", RecordingId), new("recordDN", "1001"), new("dn", "1001"), new("otherDN", "1003"),
            new("callUuid", "01AE904GK088LFQD2CGB02LAES0000EP"), new("connId", "009a021843038407"),
            new("ani", "1001"), new("dnis", "+49 7"), new("dateTime", answeredAt),
            new("filename", "1001_1003;x=y"), .. further,
        ]), Term: false),
        new Join(a.ConnectionId, $"conf:{ConferenceId}_record", [new MsmlStream("audio"), new MsmlStream("video")]),
        new Join(b.ConnectionId, $"conf:{ConferenceId}_record", [new MsmlStream("audio"), new MsmlStream("video")]),
    ]);

    private protected static MsmlRequest Modify(RecorderState state) =>
        new([new ModifyConference($"conf:{ConferenceId}_record", new MsmlRecorder(state, []))]);

    /// <summary>Both parties send a packet every 20 ms.</summary>
    private protected void Talk(SwitchLeg a, SwitchLeg b, int packets)
    {
        for (var packet = 0; packet < packets; packet++)
        {
            Alice.Say(a.Media);
            Bob.Say(b.Media);
            Run(20);
        }
    }

    private protected string Told => string.Join(' ', Recorder.Agent.Requests.Select(request => request.Method.Name));

    private protected MediaServerRoom Create(MediaServerOptions options) => new(
        options, Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, journal, NullLoggerFactory.Instance);

    private MediaServerRoom Start()
    {
        var room = Create(Options);
        Simulator.Run(() => room.StartAsync(CancellationToken.None));
        Run(1);
        return room;
    }
}
