using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>Valid messages that are hard to read, after the torture tests of RFC 4475 §3.1.1.</summary>
public sealed class Awkward_messages
{
    /// <summary>RFC 4475 §3.1.1.1: folding, white space, mixed case, escapes, unknown fields and parameters.</summary>
    [Fact]
    public void A_short_tortuous_invite_is_read()
    {
        var invite = Samples.Request(
            "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n" +
            "TO :\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n" +
            "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8\r\n" +
            "MaX-fOrWaRdS: 0068\r\n" +
            "Call-ID: wsinv.ndaksdj@192.0.2.1\r\n" +
            "Content-Length   : 2\r\n" +
            "cseq: 0009\r\n  INVITE\r\n" +
            "Via  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2;branch=390skdjuw\r\n" +
            "s :\r\n" +
            "NewFangledHeader:   newfangled value\r\n continued newfangled value\r\n" +
            "UnknownHeaderWithUnusualValue: ;;,,;;,;\r\n" +
            "Content-Type: application/sdp\r\n" +
            "Route:\r\n <sip:services.example.com;lr;unknownwith=value;unknown-no-value>\r\n" +
            "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n" +
            " SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n z9hG4bK30239\r\n" +
            "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\r\n      newvalue ;\r\n" +
            "  secondparam ; q = 0.33\r\n\r\nv=");

        Assert.Equal("1918181833n", invite.To.Tag);
        Assert.Equal("J Rosenberg \\\"", invite.From.DisplayName);
        Assert.Equal("98asjd8", invite.From.Tag);
        Assert.Equal(68, invite.MaxForwards);
        Assert.Equal(new CSeq(9, SipMethod.Invite), invite.CSeq);
        Assert.Equal(["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"], invite.Vias.Select(via => via.Branch));
        Assert.Equal("newfangled value continued newfangled value", invite.Headers.First("NewFangledHeader"));
        Assert.Equal(";;,,;;,;", invite.Headers.First("UnknownHeaderWithUnusualValue"));
        Assert.Equal("value", invite.Routes[0].Uri.Parameters["unknownwith"]);
        Assert.Equal("newvalue", invite.Contact!.Parameters["newparam"]);
        Assert.Equal("0.33", invite.Contact.Parameters["q"]);
        Assert.Equal(2, invite.Body.Length);
    }

    /// <summary>RFC 4475 §3.1.1.2: every character that a token, a user part and a quoted string can hold.</summary>
    [Fact]
    public void A_wide_range_of_characters_is_read()
    {
        var request = Samples.Request(
            "!interesting-Method0123456789_*+`.%indeed'~ " +
            "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0\r\n" +
            "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~\r\n" +
            "To: \"BEL:\\\u0007 NUL:\\\0 DEL:\\\u007f\" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>\r\n" +
            "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"работающий\";tag=_token~1'+`*%!-.\r\n" +
            "Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{\r\n" +
            "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~\r\n" +
            "Max-Forwards: 255\r\n" +
            "extensionHeader-!.%*+_`'~: \u5927\u505c\u96fb\r\n" +
            "Content-Length: 0\r\n\r\n");

        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", request.Method.Name);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", request.RequestUri.User);
        Assert.Equal("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)", request.RequestUri.Password);
        Assert.Equal("BEL:\u0007 NUL:\0 DEL:\u007f", request.To.DisplayName);
        Assert.Equal("работающий", request.From.Parameters["fromParam''~+*_!.-%"]);
        Assert.Equal("_token~1'+`*%!-.", request.From.Tag);
        Assert.Equal("大停電", request.Headers.First("extensionHeader-!.%*+_`'~"));
    }

    /// <summary>RFC 4475 §3.1.1.6: an octet stream after Content-Length is not part of the message.</summary>
    [Fact]
    public void Octets_behind_the_body_are_not_part_of_a_datagram()
    {
        var request = Samples.Request(Samples.Invite + "INVITE sip:other@h SIP/2.0\r\n");

        Assert.Equal("v=0\r\n", Encoding.UTF8.GetString(request.Body.Span));
    }

    /// <summary>RFC 4475 §3.1.1.7: long values in header fields.</summary>
    [Fact]
    public void Long_values_are_read()
    {
        var filler = new string('x', 3_000);
        var request = Samples.Request(
            Samples.Invite.Replace("Bob <sip:1003@", $"\"{filler}\" <sip:{filler}@", StringComparison.Ordinal));

        Assert.Equal(3_000, request.To.DisplayName!.Length);
        Assert.Equal(3_000, request.To.Uri.User!.Length);
    }

    /// <summary>RFC 4475 §3.1.1.11 and .12: an empty reason phrase, one with unusual characters.</summary>
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
