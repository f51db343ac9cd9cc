using ActiveRecording.Domain.Dns;

namespace ActiveRecording.Domain.Tests.Dns;

/// <summary>The steps that registrations are told in.</summary>
internal static class Registering
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    public static DnCommand.Register Register(uint cseq, params ContactRequest[] contacts) =>
        new(T0, $"r{cseq}", new("call", cseq), "UDP 127.0.0.1:5070", contacts, RegistrationLimits.Default);

    public static ContactRequest Contact(string key, int seconds = 60, int priority = 1000) =>
        new(key, $"<sip:{key}>", TimeSpan.FromSeconds(seconds), priority);

    public static Binding Bound(string key, uint cseq, int seconds = 60, string callId = "call") => new(
        key, $"<sip:{key}>", "UDP 127.0.0.1:5070", callId, cseq, 1000, T0, T0 + TimeSpan.FromSeconds(seconds));

    public static DnState After(params DnEvent[] events) => events.Aggregate(DnDecider.Initial, DnDecider.Evolve);

    public static DnState Registered(params Binding[] bindings) =>
        After([.. bindings.Select(binding => new DnRegistered(T0, binding))]);
}
