using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.SipServer;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the sections <c>sip-server</c> and <c>dns</c>.</summary>
internal static class SipServerSettings
{
    private static readonly string[] FileNameVariables =
        ["UUID", "AGENTDN", "AGENTID", "ANI", "DNIS", "DATE", "TIME", "CONNID", "CALLUUID"];

    public static SipServerOptions Read(Settings root, SipEndpointOptions shared, int shards)
    {
        var server = root.Section("sip-server");
        return new SipServerOptions
        {
            Sip = SipSettings.Read("sip-server", shared, server),
            Dns = DnSettings.Read(root),
            ResourceManager = ReadResourceManager(server),
            MediaParameters = ReadMediaParameters(server),
            MsmlContentType = server.OneOf(
                "msml-content-type",
                (MsmlBody.RadisysContentType, MsmlBody.RadisysContentType),
                (MsmlBody.StandardContentType, MsmlBody.StandardContentType)),
            Timeouts = new CallTimeouts(
                server.Duration("anchor-timeout", TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30)),
                server.Duration("no-answer", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))),
            RecordingFileName = ReadFileName(server),
            ChallengeCalls = server.Flag("challenge-calls"),
            Registrar = ReadRegistrar(server.Section("registrar")),
            FollowRedirects = server.Number("follow-redirects", 0, 10),
            SessionTimer = SessionTimerSettings.Read(server),
            MaxCalls = server.Number("max-calls", 1, 1_000_000),
            Shards = shards,
        };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> ReadMediaParameters(Settings server)
    {
        var parameters = server.Section("media-parameters");
        return [.. server.Entries("media-parameters").Select(one => KeyValuePair.Create(one.Name, parameters.Text(one.Name)))];
    }

    /// <summary>A variable that is mistyped would stand in every file's name.</summary>
    private static string ReadFileName(Settings server)
    {
        var template = server.Name("recording-filename");
        var variables = template.Split('$').Where(static (part, index) => index % 2 == 1);
        if (variables.Except(FileNameVariables, StringComparer.Ordinal).Any())
            server.Refuse("recording-filename", $"a name with no other variables than ${string.Join("$ $", FileNameVariables)}$");
        return template;
    }

    private static string ReadResourceManager(Settings server)
    {
        var address = server.Text("resource-manager");
        if (!(SipUri.TryParse(address, out var uri) && uri.IsSip))
            server.Refuse("resource-manager", "a SIP address, for example \"sip:127.0.0.1:5160\",");
        return address;
    }

    private static RegistrarOptions ReadRegistrar(Settings registrar) => new()
    {
        Digest = new DigestServerOptions
        {
            Realm = registrar.Name("realm"),
            Algorithms = registrar.OneOf<IReadOnlyList<DigestAlgorithm>>(
                "algorithms",
                ("md5", [DigestAlgorithm.Md5]),
                ("sha-256", [DigestAlgorithm.Sha256]),
                ("both", [DigestAlgorithm.Sha256, DigestAlgorithm.Md5])),
            NonceLifetime = registrar.Duration("nonce-lifetime", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            MaxNonces = registrar.Number("max-nonces", 10, 10_000_000),
            AcceptWithoutQop = registrar.Flag("accept-without-qop"),
        },
        Limits = new RegistrationLimits(
            registrar.Duration("min-expires", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            registrar.Duration("max-expires", TimeSpan.FromSeconds(10), TimeSpan.FromDays(30)),
            registrar.Number("max-contacts", 1, 100)),
        DefaultExpires = registrar.Duration("default-expires", TimeSpan.FromSeconds(10), TimeSpan.FromDays(30)),
        AnswerWithin = registrar.Duration("answer-within", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
        MaxPending = registrar.Number("max-pending", 16, 1_000_000),
    };
}
