using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the open section <c>dns</c>: a directory number each.</summary>
internal static class DnSettings
{
    public static IReadOnlyList<DnOptions> Read(Settings root) =>
        [.. root.Entries("dns").Select(static dn => Read(dn.Name, dn.Entry))];

    private static DnOptions Read(string number, Settings dn)
    {
        var type = dn.OneOf("type", ("extension", DnType.Extension), ("trunk", DnType.Trunk));
        var contact = Optional(dn, "contact");
        if (contact is not null && !(SipUri.TryParse(contact, out var uri) && uri.IsSip))
            dn.Refuse("contact", "a SIP address, for example \"sip:127.0.0.1:5090\",");
        else if (contact is null && type == DnType.Trunk)
            dn.Refuse("contact", "a trunk's SIP address, for example \"sip:127.0.0.1:5090\",");
        if (!dn.Text("prefix").All(static c => char.IsAsciiLetterOrDigit(c) || c is '*' or '#' or '+'))
            dn.Refuse("prefix", "digits, letters, *, # or + or nothing");
        return new DnOptions
        {
            Number = number,
            Type = type,
            Password = Optional(dn, "password"),
            Contact = contact,
            Prefix = Optional(dn, "prefix"),
            StripPrefix = dn.Flag("strip-prefix"),
            Record = dn.Flag("record"),
            RecordRequired = dn.Flag("record-required"),
            Trusted = dn.Flag("trusted"),
        };
    }

    private static string? Optional(Settings dn, string key) => dn.Text(key) is { Length: > 0 } text ? text : null;
}
