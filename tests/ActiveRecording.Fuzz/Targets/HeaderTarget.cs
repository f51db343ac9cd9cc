using System.Text;
using ActiveRecording.Sip.Identities;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transfers;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>Values of header fields that are read when they are asked for: each reader gets each input.</summary>
internal sealed class HeaderTarget : FuzzTarget
{
    public override string Name => "header";

    public override int MaxInputBytes => 4_096;

    public override IReadOnlyList<string> Words { get; } =
    [
        ";", "=", ",", "\"", "\\", "<", ">", "?", "&", "%3B", "%00", " ", "90", "4294967295", "INVITE", "refresher=uac", "refresher=uas", "SIP", "Q.850",
        "cause=16", "text=\"x\"", "a@b;to-tag=1;from-tag=2", ";early-only", "<sip:a@127.0.0.1?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2>", ";method=INVITE",
        "tel:+1", "id;none;critical",
    ];

    public override long AllocationLimit(int inputBytes) => 65_536 + 600L * inputBytes;

    public override string Check(byte[] input)
    {
        // A value of a received header field is one line, without null characters.
        var text = Encoding.UTF8.GetString(input).Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ');
        var read = new List<string>();
        if (SessionExpires.TryParse(text, out var expires)) read.Add(Again(SessionExpires.TryParse(expires.ToString(), out var next) && next == expires, "expires"));
        if (RAck.TryParse(text, out var rack)) read.Add(Again(RAck.TryParse(rack.ToString(), out var next) && next == rack, "rack"));
        if (Reason.TryParse(text, out var reason)) read.Add(Again(Reason.TryParse(reason!.ToString(), out var next) && next == reason, "reason"));
        if (Replaces.TryParse(text, out var replaces)) read.Add(Again(Replaces.TryParse(replaces.ToString(), out var next) && next == replaces, "replaces"));
        if (ReferTo.TryParse(text, out var referTo)) read.Add(Again(ReferTo.TryParse(referTo.ToString(), out var next) && next == referTo, "refer-to"));
        var privacy = Privacy.Parse(text);
        Again(Privacy.Parse(privacy.ToString()).Equals(privacy), "privacy");
        return string.Join(' ', read);
    }

    private static string Again(bool same, string what)
    {
        Require(same, $"is another {what} when read again");
        return what;
    }
}
