using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class A_name_address
{
    [Theory]
    [InlineData("<sip:a@h>", null, "sip:a@h", null)]
    [InlineData("sip:a@h", null, "sip:a@h", null)]
    [InlineData("sip:a@h;tag=1", null, "sip:a@h", "1")]
    [InlineData("  sip:a@h ; tag = 1 ", null, "sip:a@h", "1")]
    [InlineData("<sip:a@h;tag=0>;tag=1", null, "sip:a@h;tag=0", "1")]
    [InlineData("Bob <sip:a@h>", "Bob", "sip:a@h", null)]
    [InlineData("Bob  Smith\t<sip:a@h>;TAG=1", "Bob  Smith", "sip:a@h", "1")]
    [InlineData("\"J Rosenberg \\\\\\\"\"       <sip:a@h>;tag=98", "J Rosenberg \\\"", "sip:a@h", "98")]
    [InlineData("\"a, b <c>; d\"<sip:a@h>", "a, b <c>; d", "sip:a@h", null)]
    [InlineData("\"\"<sip:a@h>", "", "sip:a@h", null)]
    [InlineData("Ěšč <sip:a@h>", "Ěšč", "sip:a@h", null)]
    [InlineData("caller<sip:a,b@h?x=y>;tag=\"q;,\"", "caller", "sip:a,b@h?x=y", "q;,")]
    [InlineData("<tel:+1;phone-context=x>;tag=1", null, "tel:+1;phone-context=x", "1")]
    [InlineData("sip:a@h;x=\"<y>\";tag=1", null, "sip:a@h", "1")]
    [InlineData("<sip:a@h>;;tag=1;", null, "sip:a@h", "1")]
    public void Is_read(string text, string? name, string uri, string? tag)
    {
        Assert.True(NameAddress.TryParse(text, out var address));
        Assert.Equal((name, uri, tag), (address.DisplayName, address.Uri.ToString(), address.Tag));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("Bob")]
    [InlineData("<sip:a@h")]
    [InlineData("< sip:a@h>")]
    [InlineData("<>")]
    [InlineData("\"Bob <sip:a@h>")]
    [InlineData("\"Bob\" x <sip:a@h>")]
    [InlineData("\"Bob\"")]
    [InlineData("Bob, Ltd <sip:a@h>")]
    [InlineData("<sip:a@h> tag=1")]
    [InlineData("<sip:a@h>;tag=1 2")]
    [InlineData("<sip:a@h>;tag=\"1")]
    [InlineData("<sip:a@h>>")]
    [InlineData("sip:a@h?x=y")]
    [InlineData("sip:a@h,b")]
    public void Is_refused_when_it_is_none(string text)
    {
        Assert.False(NameAddress.TryParse(text, out _));
    }

    [Fact]
    public void Is_written_so_that_it_reads_the_same()
    {
        var address = new NameAddress("A \"b\" \\ c", SipUri.Parse("sip:a@h;x=y"), SipParameters.Empty)
            .WithTag("t") with { };
        address = address with { Parameters = address.Parameters.With("text", "a;b").With("flag").With("q", "0.5") };

        Assert.Equal("\"A \\\"b\\\" \\\\ c\" <sip:a@h;x=y>;tag=t;text=\"a;b\";flag;q=0.5", address.ToString());
        Assert.True(NameAddress.TryParse(address.ToString(), out var read));
        Assert.Equal(address, read);
    }

    [Fact]
    public void Never_lets_a_name_start_another_header_field()
    {
        var address = new NameAddress("a\r\nVia: x", SipUri.Parse("sip:a@h"), SipParameters.Empty);

        Assert.Equal("\"a  Via: x\" <sip:a@h>", address.ToString());
    }
}
