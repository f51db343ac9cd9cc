using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer;

/// <summary>What the switch understands.</summary>
internal static class SipServerMethods
{
    /// <summary>The value of Allow.</summary>
    public const string Allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, PRACK, UPDATE";

    /// <summary>Carries the CallUUID towards the Media Server.</summary>
    public const string CallUuidHeader = "X-Genesys-CallUUID";

    /// <summary>Option tags that may be required of us (RFC 3261 §20.32).</summary>
    public static IReadOnlySet<string> SupportedExtensions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        OptionTags.Reliable, OptionTags.Timer, OptionTags.Path,
    };

    /// <summary>
    /// The answer to what is not understood: 501 to an unknown method, 489 to a notification, which nobody here subscribed to
    /// (RFC 6665 §8.2.1).
    /// </summary>
    public static int Refusal(SipMethod method) =>
        method == SipMethod.Notify ? 489 : method.IsKnown ? 405 : 501;

    /// <summary>Methods that make no sense outside of a dialog.</summary>
    public static bool NeedsDialog(SipMethod method) =>
        method == SipMethod.Bye || method == SipMethod.Info || method == SipMethod.Prack || method == SipMethod.Update;
}
