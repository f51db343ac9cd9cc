using ActiveRecording.Sip.Identities;
using ActiveRecording.Sip.Messages;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Identities;

public sealed class An_asserted_identity
{
    private const string Asserted = "P-Asserted-Identity: \"Cullen\" <sip:fluffy@cisco.com>, <tel:+14085264000>";

    // RFC 3325 §9.1: one sip or sips, one tel.
    [Theory]
    [InlineData(Asserted, "\"Cullen\" <sip:fluffy@cisco.com>|<tel:+14085264000>")]
    [InlineData("P-Asserted-Identity: tel:+1 | P-Asserted-Identity: sips:a@127.0.0.1", "<tel:+1>|<sips:a@127.0.0.1>")]
    [InlineData("P-Asserted-Identity: <sip:a@127.0.0.1>, <sip:b@127.0.0.1>, <tel:+1>, <tel:+2>", "<sip:a@127.0.0.1>|<tel:+1>")]
    [InlineData("P-Asserted-Identity: <mailto:a@127.0.0.1>, not one at all, <tel:+1>", "<tel:+1>")]
    [InlineData("", "")]
    public void Is_a_sip_address_or_a_number_or_both(string headers, string expected) =>
        Assert.Equal(expected, string.Join('|', Request(headers).AssertedIdentities));

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void Of_somebody_untrusted_is_not_believed(bool trusted, int left)
    {
        var invite = Request(Asserted);

        AssertedIdentity.Accept(invite, trusted);

        Assert.Equal(left, invite.AssertedIdentities.Count);
    }

    // RFC 3325 §5 and §7: Privacy, whether the receiver is trusted, whether the network reveals by itself, whether it is shown.
    [Theory]
    [InlineData("Privacy: id", true, true, true)]
    [InlineData("Privacy: id", false, true, false)]
    [InlineData("Privacy: ID;critical", false, true, false)]
    [InlineData("Privacy: header;session | Privacy: user;id", false, true, false)]
    [InlineData("Privacy: user", false, true, true)]
    [InlineData("Privacy: none", false, false, true)]
    [InlineData("Privacy: none;id", false, true, false)]
    [InlineData("", false, true, true)]
    [InlineData("", false, false, false)]
    [InlineData("", true, false, true)]
    public void Is_shown_to_whom_it_may_be_shown(string privacy, bool trusted, bool reveals, bool shown)
    {
        var invite = Request($"{Asserted} | {privacy}");

        AssertedIdentity.Release(invite, trusted, reveals);

        Assert.Equal(shown, invite.Headers.Contains(HeaderNames.PAssertedIdentity));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Takes_no_preference_and_leaves_the_diversion(bool trusted)
    {
        var invite = Request("P-Preferred-Identity: <sip:me@127.0.0.1> | Diversion: <sip:other@127.0.0.1>;reason=user-busy");

        AssertedIdentity.Release(invite, trusted, revealsUnasked: true);

        Assert.Empty(invite.PreferredIdentities);
        Assert.True(invite.Headers.Contains(HeaderNames.Diversion));
    }

    [Theory]
    [InlineData("", "\"One\" <sip:1001@127.0.0.1>")]
    [InlineData("P-Preferred-Identity: \"Boss\" <sip:1002@127.0.0.1>", "\"Two\" <sip:1002@127.0.0.1>")]
    [InlineData("P-Preferred-Identity: <sip:9999@127.0.0.1>", "\"One\" <sip:1001@127.0.0.1>")]
    [InlineData("P-Preferred-Identity: <sip:9999@127.0.0.1>, <tel:+4930>", "<tel:+4930>")]
    public void Is_the_preferred_one_of_the_users_own(string headers, string expected)
    {
        NameAddress[] own = [Address("\"One\" <sip:1001@127.0.0.1>"), Address("\"Two\" <sip:1002@127.0.0.1>"), Address("<tel:+4930>")];

        Assert.Equal(expected, AssertedIdentity.Choose(Request(headers), own).ToString());
    }

    [Fact]
    public void Is_written_as_one_header_field()
    {
        var invite = Request();

        invite.AssertedIdentities = [Address("<sip:1001@127.0.0.1>"), Address("<tel:+4930>")];
        invite.Privacy = new([Privacy.Id, Privacy.Critical]);

        Assert.Contains("\r\nP-Asserted-Identity: <sip:1001@127.0.0.1>, <tel:+4930>\r\nPrivacy: id;critical\r\n", invite.ToString(), StringComparison.Ordinal);
        Assert.Equal(Privacy.Parse("id; Critical"), invite.Privacy);
    }

    private static NameAddress Address(string text)
    {
        Assert.True(NameAddress.TryParse(text, out var address));
        return address;
    }
}
