using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Digest;

public sealed class Digest_credentials
{
    /// <summary>The example of RFC 7616 §3.9.1.</summary>
    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Are_computed_as_in_the_example_of_the_rfc(DigestAlgorithm algorithm, string response)
    {
        var credentials = new DigestCredentials(
            "Mufasa", "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "/dir/index.html", "", algorithm,
            new DigestQop(1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"), null);

        Assert.Equal(response, credentials.Compute(new SipMethod("GET"), "Circle of Life"));
    }

    /// <summary>The example of RFC 2617 §3.5 without quality of protection, computed apart.</summary>
    [Fact]
    public void Are_computed_without_quality_of_protection()
    {
        var credentials = new DigestCredentials(
            "Mufasa", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "/dir/index.html", "", DigestAlgorithm.Md5, null, null);

        Assert.Equal("670fd8c2df070c60b045671b8b24ff02", credentials.Compute(new SipMethod("GET"), "Circle Of Life"));
    }

    [Theory]
    [InlineData("Digest username=\"a\",realm=\"r\", nonce = \"n,1\" ,uri=\"sip:h\",response=\"AB\"")]
    [InlineData("digest USERNAME=\"a\",realm=\"r\",nonce=\"n,1\",uri=\"sip:h\",response=\"ab\",algorithm=md5")]
    public void Are_read(string header)
    {
        Assert.True(DigestCredentials.TryParse(header, out var credentials));
        Assert.Equal(new("a", "r", "n,1", "sip:h", "ab", DigestAlgorithm.Md5, null, null), credentials);
    }

    [Fact]
    public void Are_read_back_as_they_were_written()
    {
        var credentials = new DigestCredentials(
            "a \"quoted\\\" user", "r", "n", "sip:1001@h;x=y", "00ff", DigestAlgorithm.Sha256, new DigestQop(0x1f, "c"), "o");

        Assert.True(DigestCredentials.TryParse(credentials.ToString(), out var read));
        Assert.Equal(credentials, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic QWxhZGRpbg==")]
    [InlineData("Digest")]
    [InlineData("Digest username=\"a\"")]
    [InlineData("Digest username=\"a,realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"ab\"")]
    [InlineData("Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"ab\",algorithm=SHA-512")]
    [InlineData("Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"ab\",qop=auth-int,nc=00000001,cnonce=\"c\"")]
    [InlineData("Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"ab\",qop=auth,cnonce=\"c\"")]
    [InlineData("Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"ab\",qop=auth,nc=-1,cnonce=\"c\"")]
    public void Are_refused_when_they_lack_something(string header)
    {
        Assert.False(DigestCredentials.TryParse(header, out _));
    }

    [Fact]
    public void Answer_the_first_challenge_that_is_understood()
    {
        var request = Samples.Register();
        var refusal = request.CreateResponse(401);
        refusal.Headers.Add(HeaderNames.WwwAuthenticate, "Digest realm=\"r\", nonce=\"1\", algorithm=SHA-512-256, qop=\"auth\"");
        refusal.Headers.Add(HeaderNames.WwwAuthenticate, "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, qop=\"auth-int,auth\"");
        refusal.Headers.Add(HeaderNames.WwwAuthenticate, "Digest realm=\"r\", nonce=\"3\", algorithm=MD5");

        var again = DigestClient.Authorize(request, refusal, "1001", "quickstart", "c");

        Assert.NotNull(again);
        Assert.True(DigestCredentials.TryParse(again.Headers.First(HeaderNames.Authorization), out var credentials));
        Assert.Equal("2", credentials.Nonce);
        Assert.Equal(new DigestQop(1, "c"), credentials.Qop);
        Assert.Equal(request.CSeq.Number + 1, again.CSeq.Number);
        Assert.False(again.Headers.Contains(HeaderNames.Via));
        Assert.True(request.Headers.Contains(HeaderNames.Via));
    }
}
