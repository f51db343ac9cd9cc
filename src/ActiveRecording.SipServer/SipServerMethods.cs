using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer;

/// <summary>What the switch understands.</summary>
internal static class SipServerMethods
{
    /// <summary>The value of Allow.</summary>
    public const string Allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO";

    /// <summary>Carries the CallUUID towards the Media Server.</summary>
    public const string CallUuidHeader = "X-Genesys-CallUUID";

    /// <summary>Option tags that may be required of us (RFC 3261 §20.32).</summary>
    public static IReadOnlySet<string> SupportedExtensions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Methods that make no sense outside of a dialog.</summary>
    public static bool NeedsDialog(SipMethod method) =>
        method == SipMethod.Bye || method == SipMethod.Info || method == SipMethod.Prack || method == SipMethod.Update;
}
