using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class Header_fields
{
    private readonly SipHeaders headers = Samples.Request(
        "OPTIONS sip:h SIP/2.0\r\n" +
        "v: SIP/2.0/TCP a;branch=1 , SIP/2.0/UDP b;branch=2\r\n" +
        "X-Odd :\t kept, \"as it is\"  \r\n" +
        "VIA: SIP/2.0/UDP c;branch=3\r\n" +
        "f: <sip:f@h>;tag=1\r\n" +
        "t: <sip:t@h>\r\n" +
        "i: call\r\n" +
        "CSEQ: 1 OPTIONS\r\n" +
        "Allow: INVITE, ACK,,\r\n" +
        " BYE\r\n" +
        "k:\r\n" +
        "m: \"a, b\" <sip:m,n@h>;x=\"c,d\", sip:o@h;q=0.1\r\n" +
        "Subject: I know, you\r\n" +
        "\t are   there\r\n" +
        "\r\n").Headers;

    [Fact]
    public void Are_split_where_the_grammar_makes_lists_and_nowhere_else()
    {
        Assert.Equal(["SIP/2.0/TCP a;branch=1", "SIP/2.0/UDP b;branch=2", "SIP/2.0/UDP c;branch=3"], headers.All("Via"));
        Assert.Equal(["INVITE", "ACK", "BYE"], headers.All("allow"));
        Assert.Equal(["\"a, b\" <sip:m,n@h>;x=\"c,d\"", "sip:o@h;q=0.1"], headers.All(HeaderNames.Contact));
        Assert.Equal("kept, \"as it is\"", headers.First("x-odd"));
        Assert.Equal("I know, you are   there", headers.First("s"));
        Assert.True(headers.Contains("Supported"));
        Assert.Empty(headers.All("Supported"));
        Assert.Null(headers.First("Missing"));
    }

    [Fact]
    public void Are_changed_one_by_one()
    {
        Assert.True(headers.RemoveFirst("Via"));
        Assert.Equal(["SIP/2.0/UDP b;branch=2", "SIP/2.0/UDP c;branch=3"], headers.All("Via"));
        headers.Prepend("Via", "SIP/2.0/UDP new");
        headers.Set("subject", "one\r\nInjected: two");
        headers.Add("X-Odd", "again");
        Assert.True(headers.Remove("ALLOW"));
        Assert.False(headers.Remove("Allow"));

        Assert.Equal("SIP/2.0/UDP new", headers.First("v"));
        Assert.Equal("one  Injected: two", headers.First("Subject"));
        Assert.Equal(["kept, \"as it is\"", "again"], headers.All("X-Odd"));
        Assert.False(headers.Contains("Injected"));
    }

    [Fact]
    public void Are_given_by_their_usual_names_in_order()
    {
        Assert.Equal(
            ["Via", "X-Odd", "Via", "From", "To", "Call-ID", "CSeq", "Allow", "Supported", "Contact", "Subject"],
            headers.Select(field => field.Key));
    }

    [Fact]
    public void Are_copied_apart()
    {
        var copy = headers.Clone();

        copy.Set("Subject", "other");

        Assert.StartsWith("I know", headers.First("Subject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("a\r\n")]
    public void Need_a_token_for_a_name(string name)
    {
        Assert.Throws<ArgumentException>(() => headers.Add(name, "x"));
    }

    [Fact]
    public void Are_read_anew_after_a_change()
    {
        var request = Samples.Request(Samples.Invite);
        Assert.Equal(70, request.MaxForwards);

        request.MaxForwards = 69;
        request.PushVia(new Via("TCP", "127.0.0.1", 5060, "z9hG4bKnew"));
        request.CSeq = request.CSeq with { Number = 5 };
        request.From = request.From.WithTag("other");
        request.Contact = null;

        Assert.Equal(69, request.MaxForwards);
        Assert.Equal(["z9hG4bKnew", "z9hG4bKnashds8"], request.Vias.Select(via => via.Branch));
        Assert.Equal(5u, request.CSeq.Number);
        Assert.Equal("other", request.From.Tag);
        Assert.Null(request.Contact);
        Assert.True(request.PopVia());
        Assert.Equal("z9hG4bKnashds8", request.TopVia.Branch);
    }

    [Fact]
    public void Throw_when_a_hand_made_message_lacks_them()
    {
        var request = new SipRequest(SipMethod.Options, SipUri.Parse("sip:h"));

        Assert.Throws<FormatException>(() => request.TopVia);
        Assert.Throws<FormatException>(() => request.From);
        Assert.Throws<FormatException>(() => request.CSeq);
        Assert.Null(request.MaxForwards);
        Assert.Empty(request.Routes);
    }

    [Fact]
    public void Say_which_extensions_are_not_supported()
    {
        var request = Samples.Request(Samples.Invite);
        request.Headers.Add(HeaderNames.Require, "100rel, timer");
        request.Headers.Add(HeaderNames.Require, "siprec");

        Assert.Equal(["100rel", "siprec"], request.UnsupportedExtensions(new HashSet<string> { "timer" }));
    }
}
