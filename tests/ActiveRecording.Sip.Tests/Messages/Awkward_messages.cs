using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>Valid messages that are hard to read, beside those of RFC 4475.</summary>
public sealed class Awkward_messages
{
    /// <summary>RFC 3261 §18.3: what follows the octets that Content-Length counts is not part of the message.</summary>
    [Fact]
    public void Octets_behind_the_body_are_not_part_of_a_datagram()
    {
        var request = Samples.Request(Samples.Invite + "INVITE sip:other@h SIP/2.0\r\n");

        Assert.Equal("v=0\r\n", Encoding.UTF8.GetString(request.Body.Span));
    }

    [Fact]
    public void Long_values_are_read()
    {
        var filler = new string('x', 3_000);
        var request = Samples.Request(
            Samples.Invite.Replace("Bob <sip:1003@", $"\"{filler}\" <sip:{filler}@", StringComparison.Ordinal));

        Assert.Equal(3_000, request.To.DisplayName!.Length);
        Assert.Equal(3_000, request.To.Uri.User!.Length);
    }

    /// <summary>The space before an empty one may be missing (RFC 4475 §3.1.1.13).</summary>
    [Theory]
    [InlineData("SIP/2.0 100 ", 100, "")]
    [InlineData("SIP/2.0 100", 100, "")]
    [InlineData("SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое", 200, "= 2**3 * 5**2 но сто девяносто девять - простое")]
    [InlineData("sip/2.0 486 Busy Here", 486, "Busy Here")]
    public void Reason_phrases_are_for_people(string statusLine, int status, string reason)
    {
        var response = Assert.IsType<SipResponse>(Samples.Accept(
            statusLine + "\r\nv: SIP/2.0/UDP h;branch=1\r\nf: <sip:a@h>;tag=1\r\nt: <sip:b@h>\r\ni: c\r\nCSeq: 1 INVITE\r\n\r\n"));

        Assert.Equal((status, reason), (response.StatusCode, response.ReasonPhrase));
    }

    [Fact]
    public void Lone_line_feeds_and_leading_empty_lines_are_tolerated()
    {
        var request = Samples.Request("\r\n\r\n\n" + Samples.Invite
            .Replace("\r\n", "\n", StringComparison.Ordinal).Replace("Length: 5", "Length: 4", StringComparison.Ordinal));

        Assert.Equal("a84b4c76e66710@pc33", request.CallId);
    }

    [Fact]
    public void What_is_not_changed_is_forwarded_byte_for_byte()
    {
        var bytes = Encoding.Latin1.GetBytes(
            "OPTIONS sip:h SIP/2.0\r\nv : SIP/2.0/UDP h;branch=1\r\nX-Latin: \xe9\xff \r\nX-Fold: a\r\n\tb\r\n" +
            "f: \"\xe9\" <sip:a@h>;tag=1\r\nt:<sip:b@h>\r\ni: c\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");

        Assert.True(SipParser.TryParse(bytes, SipLimits.Default, out var message, out _));
        Assert.Equal(bytes, message.ToBytes());
    }

    [Fact]
    public void A_wildcard_contact_is_recognised()
    {
        var register = Samples.Request(
            "REGISTER sip:h SIP/2.0\r\nv: SIP/2.0/UDP h;branch=1\r\nf: <sip:a@h>;tag=1\r\nt: <sip:a@h>\r\ni: c\r\n" +
            "CSeq: 1 REGISTER\r\nm: *\r\nExpires: 0\r\n\r\n");

        Assert.True(register.IsWildcardContact);
        Assert.Empty(register.Contacts);
        Assert.Equal(0, register.Expires);
    }
}
