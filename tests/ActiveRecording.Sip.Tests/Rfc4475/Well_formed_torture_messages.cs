using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>What is read out of the messages of RFC 4475 §3.1.1 and §3.4.</summary>
public sealed class Well_formed_torture_messages
{
    [Fact]
    public void Wsinv_is_folded_and_spaced_wherever_it_may_be()
    {
        var invite = Request("wsinv");

        Assert.Equal(("1918181833n", "98asjd8"), (invite.To.Tag, invite.From.Tag));
        Assert.Equal("J Rosenberg \\\"", invite.From.DisplayName);
        Assert.Equal((68, new CSeq(9, SipMethod.Invite)), (invite.MaxForwards, invite.CSeq));
        Assert.Equal(["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"], invite.Vias.Select(via => via.Branch));
        Assert.Equal(["UDP", "TCP", "UDP"], invite.Vias.Select(via => via.Transport));
        Assert.Equal("", invite.Headers.First(HeaderNames.Subject));
        Assert.Equal("newfangled value continued newfangled value", invite.Headers.First("NewFangledHeader"));
        Assert.Equal(";;,,;;,;", invite.Headers.First("unknownheaderwithunusualvalue"));
        Assert.True(invite.RequestUri.Parameters.Contains("unknownparam"));
        Assert.Equal([("lr", null), ("unknownwith", "value"), ("unknown-no-value", null)], Pairs(invite.Routes[0].Uri.Parameters));
        Assert.Equal("Quoted string \"\"", invite.Contact!.DisplayName);
        Assert.Equal([("newparam", "newvalue"), ("secondparam", null), ("q", "0.33")], Pairs(invite.Contact.Parameters));
        Assert.Equal(150, invite.Body.Length);
    }

    [Fact]
    public void Intmeth_uses_every_character_that_its_tokens_may_hold()
    {
        var request = Request("intmeth");

        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", request.Method.Name);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", request.RequestUri.User);
        Assert.Equal("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)", request.RequestUri.Password);
        Assert.Equal("example.com", request.RequestUri.Host);
        Assert.Equal("BEL:\u0007 NUL:\0 DEL:\u007f", request.To.DisplayName);
        Assert.Equal("token1~` token2'+_ token3*%!.-", request.From.DisplayName);
        Assert.Equal("работающий", request.From.Parameters["fromParam''~+*_!.-%"]);
        Assert.Equal("_token~1'+`*%!-.", request.From.Tag);
        Assert.Equal("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{", request.CallId);
        Assert.Equal("\ufeff大停電", request.Headers.First("extensionHeader-!.%*+_`'~"));
        Assert.Equal(255, request.MaxForwards);
    }

    [Fact]
    public void Esc01_is_unescaped_once_and_only_in_uris()
    {
        var invite = Request("esc01");

        Assert.Equal(("sips:user@example.com", "example.net"), (invite.RequestUri.User, invite.RequestUri.Host));
        Assert.Equal("user", invite.To.Uri.User);
        Assert.Equal("I have spaces", invite.From.Uri.User);
        Assert.Equal("caller", invite.Contact!.Uri.User);
        Assert.Equal([("lr", null), ("name", "value%41")], Pairs(invite.Contact.Uri.Parameters));
    }

    [Fact]
    public void Escnull_has_two_distinct_contacts_and_a_whole_address_of_record()
    {
        var register = Request("escnull");

        Assert.Equal("null-\0-null", register.To.Uri.User);
        Assert.Equal(["\0", "\0\0"], register.Contacts.Select(contact => contact.Uri.User));
        Assert.NotEqual(register.Contacts[0].Uri, register.Contacts[1].Uri);
    }

    [Fact]
    public void Esc02_holds_percent_signs_that_escape_nothing()
    {
        var request = Request("esc02");

        Assert.Equal("RE%47IST%45R", request.Method.Name);
        Assert.NotEqual(SipMethod.Register, request.Method);
        Assert.Equal(("%Z%45", "%Z%45"), (request.To.DisplayName, request.From.DisplayName));
        Assert.Equal(["alias1", "alias3"], request.Contacts.Select(contact => contact.Uri.User));
        Assert.Equal("<sip:alias2@host2.example.com>", request.Headers.First("C%6Fntact"));
    }

    [Fact]
    public void Lwsdisp_needs_no_space_behind_a_name() => Assert.Equal("caller", Request("lwsdisp").From.DisplayName);

    [Fact]
    public void Longreq_is_long_everywhere()
    {
        var invite = Request("longreq");

        Assert.StartsWith("I have a user name of extremeextreme", invite.To.DisplayName, StringComparison.Ordinal);
        Assert.Equal(6000, invite.To.Uri.Port);
        Assert.Equal(3, invite.To.Uri.Parameters.Count);
        Assert.Equal($"12{Repeated("982", 50)}424", invite.From.Tag);
        Assert.Equal(Repeated("amazinglylongcallername", 5), invite.From.Uri.User);
        Assert.Equal($"longreq.one{Repeated("really", 20)}longcallid", invite.CallId);
        Assert.Equal(34, invite.Vias.Count);
        Assert.Equal($"very{Repeated("long", 50)}branchvalue", invite.Vias[^1].Branch);
        Assert.Equal(150, invite.Body.Length);
    }

    [Fact]
    public void Dblreq_ends_where_its_length_says()
    {
        var register = Request("dblreq");

        Assert.Equal((SipMethod.Register, 0), (register.Method, register.Body.Length));
        Assert.DoesNotContain("INVITE", register.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Semiuri_keeps_the_semicolon_in_the_user_part()
    {
        var options = Request("semiuri");

        Assert.Equal("user;par=u@example.net", options.RequestUri.User);
        Assert.Equal("example.com", options.RequestUri.Host);
        Assert.Equal(6, options.Headers.All(HeaderNames.Accept).Count());
    }

    [Fact]
    public void Transports_has_vias_of_transports_known_and_unknown() =>
        Assert.Equal(["UDP", "SCTP", "TLS", "UNKNOWN", "TCP"], Request("transports").Vias.Select(via => via.Transport));

    [Fact]
    public void Mpart01_has_a_binary_part()
    {
        var message = Request("mpart01");

        Assert.Equal(("multipart/mixed", "7a9cbec02ceef655"), (message.ContentType!.MediaType, message.ContentType.Parameters["boundary"]));
        Assert.Equal((553, true), (message.Body.Length, message.Body.Span.Contains((byte)0)));
        Assert.True(message.Body.Span.EndsWith("--7a9cbec02ceef655--\r\n"u8));
    }

    [Fact]
    public void Unreason_says_something_else_than_ok() =>
        Assert.Equal((200, "= 2**3 * 5**2 но сто девяносто девять - простое"), StatusLine("unreason"));

    [Fact]
    public void Noreason_says_nothing() => Assert.Equal((100, ""), StatusLine("noreason"));

    [Fact]
    public void Baddate_is_only_a_date_that_nobody_asks_for() =>
        Assert.Equal("Fri, 01 Jan 2010 16:00:00 EST", Request("baddate").Headers.First(HeaderNames.Date));

    [Fact]
    public void Inv2543_lacks_what_RFC_2543_did_not_have()
    {
        var invite = Request("inv2543");

        Assert.Equal((null, null, null), (invite.TopVia.Branch, invite.From.Tag, invite.MaxForwards));
        Assert.Equal("ss1.example.com", invite.RecordRoutes[0].Uri.Parameters["maddr"]);
        Assert.StartsWith("v=0", Encoding.ASCII.GetString(invite.Body.Span), StringComparison.Ordinal);
        Assert.Equal(105, invite.Body.Length);
    }

    internal static SipRequest Request(string name) => Assert.IsType<SipRequest>(Read(name));

    private static SipMessage Read(string name)
    {
        Assert.True(SipParser.TryParse(TortureTable.Named(name).Bytes, SipLimits.Default, out var message, out var error), error?.Reason);
        return message;
    }

    private static (int Code, string Reason) StatusLine(string name)
    {
        var response = Assert.IsType<SipResponse>(Read(name));
        return (response.StatusCode, response.ReasonPhrase);
    }

    private static IEnumerable<(string, string?)> Pairs(SipParameters parameters) => parameters.Select(pair => (pair.Key, pair.Value));

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
