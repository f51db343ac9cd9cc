using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Transfers;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Transfers;

public sealed class A_transfer
{
    // RFC 3891 §6.1.
    [Theory]
    [InlineData("98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff", "98732@sip.example.com", "ff87ff", "r33th4x0r", false)]
    [InlineData("12adf2f34456gs5 ;to-tag=12345 ;from-tag=54321 ; early-only", "12adf2f34456gs5", "12345", "54321", true)]
    [InlineData("87134@171.161.34.23;to-tag=24796;from-tag=0", "87134@171.161.34.23", "24796", "0", false)]
    public void Names_the_dialog_to_be_replaced(string text, string callId, string to, string from, bool early)
    {
        var replaces = Request($"Replaces: {text}").Replaces;

        Assert.Equal(new Replaces(callId, to, from, early), replaces);
        Assert.Equal(new DialogId(callId, to, from), replaces?.Dialog);
        Assert.True(Replaces.TryParse(replaces?.ToString(), out var again));
        Assert.Equal(replaces, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("98732@sip.example.com")]
    [InlineData(";to-tag=1;from-tag=2")]
    [InlineData("98732;to-tag=1")]
    [InlineData("98732;to-tag=1;from-tag=")]
    [InlineData("two words;to-tag=1;from-tag=2")]
    [InlineData("<98732>;to-tag=1;from-tag=2")]
    [InlineData("98732;to-tag=\"1;from-tag=2")]
    public void Without_both_tags_names_none(string? text) => Assert.False(Replaces.TryParse(text, out _));

    // RFC 3515 §2.1; the last line is an attended transfer.
    [Theory]
    [InlineData("sip:alice@atlanta.example.com", "sip:alice@atlanta.example.com", "INVITE", null)]
    [InlineData("\"Bob\" <sip:bob@biloxi.example.net;transport=tcp;method=SUBSCRIBE>;x=y", "sip:bob@biloxi.example.net;transport=tcp", "SUBSCRIBE", null)]
    [InlineData("<sip:carol@127.0.0.1?Subject=hello&Route=%3Csip:evil%40127.0.0.1%3E>", "sip:carol@127.0.0.1", "INVITE", null)]
    [InlineData("<tel:+4930>", "tel:+4930", "INVITE", null)]
    [InlineData(
        "<sip:dave@denver.example.org?Accept-Contact=x&replaces=12345%40192.168.118.3%3Bto-tag%3D12345%3Bfrom-tag%3D5FFE-3994>",
        "sip:dave@denver.example.org", "INVITE", "12345@192.168.118.3;to-tag=12345;from-tag=5FFE-3994")]
    public void Says_whom_to_call_and_takes_nothing_else_over(string text, string target, string method, string? replaces)
    {
        var referTo = Request($"Refer-To: {text}", "REFER").ReferTo;

        Assert.Equal((target, method, replaces), (referTo?.Target.ToString(), referTo?.Method.Name, referTo?.Replaces?.ToString()));
        Assert.True(ReferTo.TryParse(referTo?.ToString(), out var again));
        Assert.Equal(referTo, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<sip:>")]
    [InlineData("<sip:a@127.0.0.1?Replaces=1>")]
    [InlineData("<sip:a@127.0.0.1;method=IN VITE>")]
    public void That_is_malformed_is_none(string? text) => Assert.False(ReferTo.TryParse(text, out _));
}
