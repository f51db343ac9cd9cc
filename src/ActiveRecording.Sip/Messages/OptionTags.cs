namespace ActiveRecording.Sip.Messages;

/// <summary>Option tags (RFC 3261 §19.2) in Supported and Require, methods in Allow.</summary>
public static class OptionTags
{
    /// <summary>Session timers (RFC 4028 §3).</summary>
    public const string Timer = "timer";

    /// <summary>Reliable provisional responses (RFC 3262 §4).</summary>
    public const string Reliable = "100rel";

    /// <summary>Dialogs that take another's place (RFC 3891 §4).</summary>
    public const string Replaces = "replaces";

    /// <summary>Proxies that stay between a registrar and a phone (RFC 3327 §5).</summary>
    public const string Path = "path";

    extension(SipMessage message)
    {
        /// <summary>Whether Supported or Require names that tag: whoever requires an extension supports it.</summary>
        public bool Supports(string tag) => Lists(message, HeaderNames.Supported, tag) || message.Requires(tag);

        /// <summary>Whether Require names that tag.</summary>
        public bool Requires(string tag) => Lists(message, HeaderNames.Require, tag);

        /// <summary>Whether Allow names that method; false when there is no Allow.</summary>
        public bool Allows(SipMethod method) =>
            message.Headers.All(HeaderNames.Allow).Contains(method.Name, StringComparer.Ordinal);

        /// <summary>Adds that tag to Supported.</summary>
        public void AddSupported(string tag) => Add(message, HeaderNames.Supported, tag);

        /// <summary>Adds that tag to Require.</summary>
        public void AddRequired(string tag) => Add(message, HeaderNames.Require, tag);

        /// <summary>Takes that tag out of Require.</summary>
        public void RemoveRequired(string tag)
        {
            var rest = message.Headers.All(HeaderNames.Require).Where(other => !Same(other, tag)).ToList();
            message.Headers.SetOrRemove(HeaderNames.Require, rest.Count == 0 ? null : string.Join(", ", rest));
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Lists(SipMessage message, string name, string tag) =>
        message.Headers.All(name).Contains(tag, StringComparer.OrdinalIgnoreCase);

    private static void Add(SipMessage message, string name, string tag)
    {
        if (Lists(message, name, tag)) return;
        message.Headers.Set(name, string.Join(", ", message.Headers.All(name).Append(tag)));
    }
}
