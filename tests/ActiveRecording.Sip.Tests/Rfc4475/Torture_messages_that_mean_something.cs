using System.Text;
using ActiveRecording.Simulation;

namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>What transaction layer and users make of the messages of RFC 4475 §3.1.2, §3.2 and §3.3.</summary>
public sealed class Torture_messages_that_mean_something : IDisposable
{
    private readonly TorturedEndpoint tortured = new(new Simulator());

    [Theory]
    [InlineData("badinv01", "SIP/2.0/UDP 192.0.2.15;received=192.0.2.201")]
    [InlineData("badvers", "SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw;received=192.0.2.201")]
    [InlineData("insuf", "SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf;received=192.0.2.201")]
    public void Are_answered_by_the_one_via_that_can_be_read(string name, string via)
    {
        tortured.Receive(TortureTable.Named(name));

        Assert.Equal([via], tortured.Answers[^1].Vias.Select(each => each.ToString()));
    }

    [Fact]
    public void Of_one_branch_that_is_but_the_cookie_are_told_apart_as_in_RFC_2543()
    {
        var first = TortureTable.Named("badbranch");
        var text = Encoding.UTF8.GetString(first.Bytes);

        tortured.Receive(first.Bytes);
        tortured.Receive(first.Bytes);
        tortured.Receive(Encoding.UTF8.GetBytes(text.Replace("CSeq: 8", "CSeq: 9", StringComparison.Ordinal)));

        Assert.Equal([8u, 9u], tortured.Delivered.Select(request => request.CSeq.Number));
    }

    [Fact]
    public void Ask_for_extensions_that_nobody_has()
    {
        tortured.Receive(TortureTable.Named("bext01"));

        Assert.Equal(
            ["nothingSupportsThis", "nothingSupportsThisEither"],
            tortured.Delivered[^1].UnsupportedExtensions(new HashSet<string>()));
    }

    [Fact]
    public void Tell_parameters_of_a_contact_from_those_of_its_uri()
    {
        var ofContact = Well_formed_torture_messages.Request("cparam01").Contact!;
        var ofUri = Well_formed_torture_messages.Request("cparam02").Contact!;

        Assert.Equal((true, false), (ofContact.Parameters.Contains("unknownparam"), ofContact.Uri.Parameters.Contains("unknownparam")));
        Assert.Equal((false, true), (ofUri.Parameters.Contains("unknownparam"), ofUri.Uri.Parameters.Contains("unknownparam")));
    }

    [Fact]
    public void Carry_header_fields_in_the_uri_of_a_contact() =>
        Assert.Equal("Route=%3Csip:sip.example.com%3E", Well_formed_torture_messages.Request("regescrt").Contact!.Uri.Headers);

    [Fact]
    public void Name_schemes_that_are_no_sip()
    {
        var register = Well_formed_torture_messages.Request("unksm2");

        Assert.Equal(("isbn", "http", "name"), (register.To.Uri.Scheme, register.From.Uri.Scheme, register.Contact!.Uri.Scheme));
    }

    [Fact]
    public void Have_no_hops_left_and_reach_a_user_agent_all_the_same()
    {
        tortured.Receive(TortureTable.Named("zeromf"));

        Assert.Equal(0, Assert.Single(tortured.Delivered).MaxForwards);
    }

    [Fact]
    public void Of_a_negative_length_end_the_connection_they_came_by()
    {
        foreach (var name in (string[])["ncl", "mcl01"])
            Assert.True(tortured.EndsConnection(TortureTable.Named(name).Bytes), name);
        Assert.False(tortured.EndsConnection(TortureTable.Named("clerr").Bytes), "clerr");
        Assert.Equal(["400", "400"], tortured.Answers.Select(answer => $"{answer.StatusCode}"));
    }

    public void Dispose() => tortured.Dispose();
}
