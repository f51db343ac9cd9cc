using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace RecordOneCall;

/// <summary>Two phones on real sockets: they register, one calls the other, each speaks in turn, the caller hangs up.</summary>
internal sealed class Conversation : IDisposable
{
    private const string Password = "quickstart";
    private readonly SocketNetwork network;
    private readonly ScriptedPhone alice;
    private readonly ScriptedPhone bob;
    private readonly Progress progress;

    /// <param name="server">The SIP Server's UDP address.</param>
    /// <param name="trace">Sees the phones' messages.</param>
    /// <param name="logging">Where the phones log to.</param>
    /// <param name="progress">Is told each step.</param>
    public Conversation(IPEndPoint server, ISipTrace trace, ILoggerFactory logging, Progress progress)
    {
        this.progress = progress;
        network = new SocketNetwork(new SocketNetworkOptions(), logging.CreateLogger("RecordOneCall.Network"));
        alice = NewPhone("1001", server, trace, logging);
        bob = NewPhone("1003", server, trace, logging);
    }

    /// <summary>Has the conversation; it takes as long as the two speeches.</summary>
    public async Task<SpokenCall> HoldAsync()
    {
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromMilliseconds(200));
        foreach (var (phone, dn) in ((ScriptedPhone, string)[])[(alice, "1001"), (bob, "1003")])
        {
            var status = await phone.RegisterAsync();
            if (status != 200) throw new ConversationException($"{dn} could not register: {status}");
            progress.Say($"{dn} has registered with its password");
        }

        var call = alice.Call("1003");
        var answered = await bob.NextCallAsync().WaitAsync(TimeSpan.FromSeconds(5));
        progress.Say("1001 calls 1003, 1003 rings");
        await Task.WhenAll(call.Established, answered.Established).WaitAsync(TimeSpan.FromSeconds(5));
        progress.Say("1003 has answered");

        var spokenByAlice = await SpeakAsync(call, "1001", "alice.wav");
        var spokenByBob = await SpeakAsync(answered, "1003", "bob.wav");
        var ending = await call.HangUpAsync();
        await answered.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        progress.Say("1001 has hung up");
        return new SpokenCall(answered.AnsweredAt!.Value, ending.At, spokenByAlice, spokenByBob);
    }

    public void Dispose()
    {
        alice.Dispose();
        bob.Dispose();
        network.Dispose();
    }

    private async Task<Spoken> SpeakAsync(PhoneCall call, string dn, string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "speech", file);
        if (!WavFile.TryRead(await File.ReadAllBytesAsync(path), out var wav))
            throw new ConversationException($"{path} is not a WAV file");
        progress.Say($"{dn} speaks for {wav.Duration.TotalSeconds:F1} s");
        var clip = await call.Media.PlayAsync(wav.Channel(0)).WaitAsync(wav.Duration + TimeSpan.FromSeconds(5));
        return new Spoken(dn, clip.StartedAt, call.Media.Codec!.Decode(clip.Codes.Span));
    }

    private ScriptedPhone NewPhone(string dn, IPEndPoint server, ISipTrace trace, ILoggerFactory logging) => new(
        new PhoneOptions
        {
            Name = dn,
            User = dn,
            Password = Password,
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Server = SipUri.TryParse($"sip:{server}", out var uri) ? uri : null,
            Ports = new PhonePorts(10_000, 15_999),
        },
        network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers(),
        logging.CreateLogger($"RecordOneCall.Phone{dn}"), trace);
}

/// <summary>The conversation did not come about.</summary>
internal sealed class ConversationException(string message) : Exception(message);

/// <summary>A call as the phones know it.</summary>
/// <param name="AnsweredAt">When the callee sent its 200.</param>
/// <param name="HungUpAt">When the caller sent its BYE.</param>
/// <param name="Caller">What the caller said.</param>
/// <param name="Callee">What the callee said.</param>
internal sealed record SpokenCall(DateTimeOffset AnsweredAt, DateTimeOffset HungUpAt, Spoken Caller, Spoken Callee);

/// <summary>One party's speech as it left the phone.</summary>
/// <param name="Dn">Whose.</param>
/// <param name="StartedAt">The instant of its first sample, by the packet sent with the least delay.</param>
/// <param name="Samples">What a G.711 decoder makes of the codes sent.</param>
internal sealed record Spoken(string Dn, DateTimeOffset StartedAt, short[] Samples);
