using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class A_sip_uri
{
    [Theory]
    [InlineData("sip:127.0.0.1", null, "127.0.0.1", null)]
    [InlineData("sip:1001@127.0.0.1", "1001", "127.0.0.1", null)]
    [InlineData("SIP:alice@Atlanta.com:5061", "alice", "Atlanta.com", 5061)]
    [InlineData("sips:alice@[2001:db8::9:1]:5061;transport=tcp", "alice", "[2001:db8::9:1]", 5061)]
    [InlineData("sip:%61lice@h", "alice", "h", null)]
    [InlineData("sip:null-%00-null@example.com", "null-\0-null", "example.com", null)]
    [InlineData("sip:msml=4e9d9e5700000003@127.0.0.1:5160;dn=1001;record", "msml=4e9d9e5700000003", "127.0.0.1", 5160)]
    [InlineData("sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com", "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", "example.com", null)]
    public void Gives_user_host_and_port(string text, string? user, string host, int? port)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal((user, host, port), (uri.User, uri.Host, uri.Port));
        Assert.Equal(text, uri.ToString());
    }

    [Theory]
    [InlineData("tel:+1-201-555-0123;phone-context=example.com", "tel", "+1-201-555-0123")]
    [InlineData("nobodyKnowsThisScheme:totallyopaquecontent", "nobodyknowsthisscheme", null)]
    [InlineData("soap.beep://192.0.2.103:3002", "soap.beep", null)]
    [InlineData("urn:service:sos", "urn", null)]
    public void Keeps_other_schemes(string text, string scheme, string? user)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal((scheme, user, ""), (uri.Scheme, uri.User, uri.Host));
        Assert.Equal(text, uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip")]
    [InlineData("sip:")]
    [InlineData(":1001@h")]
    [InlineData("1sip:1001@h")]
    [InlineData("sip:@h")]
    [InlineData("sip:a@")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip::secret@h")]
    [InlineData("sip:a b@h")]
    [InlineData("sip:a@h o")]
    [InlineData("sip:a@h\r\nVia: x")]
    [InlineData("sip:a@h:")]
    [InlineData("sip:a@h:0")]
    [InlineData("sip:a@h:65536")]
    [InlineData("sip:a@h:99999999999999999999")]
    [InlineData("sip:a@h:-1")]
    [InlineData("sip:a@h:50x")]
    [InlineData("sip:a@[::1")]
    [InlineData("sip:a@[::1%eth0]")]
    [InlineData("sip:a@[]")]
    [InlineData("sip:%4@h")]
    [InlineData("sip:%zz@h")]
    [InlineData("sip:a@h;x=%f")]
    [InlineData("sip:a@h;=x")]
    [InlineData("sip:a@h?subject=%")]
    [InlineData("<sip:a@h>")]
    [InlineData("sip:a@h,")]
    [InlineData("tel:")]
    [InlineData("tel:1@h")]
    public void Is_refused_when_it_is_none(string text)
    {
        Assert.False(SipUri.TryParse(text, out _));
        Assert.False(SipUri.TryParse(Encoding.UTF8.GetBytes(text).AsSpan(), out _));
    }

    [Theory]
    [InlineData("sip:msml=ABCDEFGH0123456789ABCDEFGH012345@127.0.0.1:5160;dn=1001;record", "dn=1001|record")]
    [InlineData("sip:record=R1@h;calluuid=01AE904GK088LFQD2CGB02LAES0000EP;dn=1001;recordDN=1001", "calluuid=01AE904GK088LFQD2CGB02LAES0000EP|dn=1001|recordDN=1001")]
    [InlineData("sip:h;lr;gvp.rm.datanodes=2%7C1;confinstid=X", "lr|gvp.rm.datanodes=2|1|confinstid=X")]
    [InlineData("sip:h;a=;b", "a=|b")]
    [InlineData("sip:h", "")]
    public void Gives_its_parameters_in_order(string text, string expected)
    {
        var uri = SipUri.Parse(text);

        Assert.Equal(expected, string.Join('|', uri.Parameters.Select(pair => pair.Value is null ? pair.Key : $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void Finds_parameters_without_regard_to_case()
    {
        var uri = SipUri.Parse("sip:h;RecordDN=1001;lr");

        Assert.Equal("1001", uri.Parameters["recorddn"]);
        Assert.Equal("", uri.Parameters["LR"]);
        Assert.Null(uri.Parameters["dn"]);
        Assert.True(uri.Parameters.TryGet("lr", out var flag));
        Assert.Null(flag);
    }

    [Fact]
    public void Escapes_what_it_is_given()
    {
        var uri = SipUri.Create("record=a b@c", "127.0.0.1", 5160)
            .WithParameter("dateTime", "2026-11-20T09:41:00.540Z")
            .WithParameter("filename", "a;b/č 1%")
            .WithParameter("record");

        Assert.Equal(
            "sip:record=a%20b%40c@127.0.0.1:5160;dateTime=2026-11-20T09:41:00.540Z;filename=a%3Bb/%C4%8D%201%25;record",
            uri.ToString());
        Assert.Equal("record=a b@c", uri.User);
        Assert.Equal("a;b/č 1%", uri.Parameters["filename"]);
    }

    [Fact]
    public void Is_changed_by_copies()
    {
        var uri = SipUri.Parse("sips:u:p%3A@h:1;a=%41;b?subject=x");

        Assert.Equal("sips:u:p%3A@[::1]:2;a=%41;b?subject=x", uri.WithHost("[::1]", 2).ToString());
        Assert.Equal("sips:v@h:1;a=%41;b?subject=x", uri.WithUser("v").ToString());
        Assert.Equal("sips:h:1;a=%41;b?subject=x", uri.WithUser(null).ToString());
        Assert.Equal("sips:u:p%3A@h:1;a=2;b?subject=x", uri.WithParameter("A", "2").ToString());
        Assert.Equal("sips:u:p%3A@h:1;a=A?subject=x", uri.WithoutParameter("b").ToString());
        Assert.Equal("sips:u:p%3A@h:1", uri.WithoutParameters().ToString());
        Assert.Equal("sips:u:p%3A@h:1;a=%41;b", uri.WithoutHeaders().ToString());
        Assert.Equal("p:", uri.Password);
        Assert.Equal("subject=x", uri.Headers);
    }

    /// <summary>The examples of RFC 3261 §19.1.4, and more.</summary>
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:bob@biloxi.com", "sips:bob@biloxi.com", false)]
    [InlineData("urn:a:b", "urn:a:b", true)]
    [InlineData("urn:a:b", "urn:a:c", false)]
    public void Is_compared_as_the_rfc_says(string left, string right, bool same)
    {
        var (a, b) = (SipUri.Parse(left), SipUri.Parse(right));

        Assert.Equal(same, a.Equals(b));
        Assert.Equal(same, b.Equals(a));
        if (same) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }
}
