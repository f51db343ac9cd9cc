using ActiveRecording.Runtime;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Digest;

public sealed class A_digest_server
{
    private static readonly DigestServerOptions Both =
        new() { Realm = "r", Algorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] };

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private readonly SteppedClock clock = new();
    private readonly Numbers numbers = new();
    private DigestServer server;

    public A_digest_server() => server = Server(Both);

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Accepts_the_right_password(DigestAlgorithm algorithm)
    {
        Assert.Equal(new DigestVerdict(DigestOutcome.Right, "1001"), Verify(Answer(Challenge(algorithm))));
    }

    [Fact]
    public void Offers_only_what_every_phone_knows_unless_told_otherwise()
    {
        Assert.Equal([DigestAlgorithm.Md5], Server(new() { Realm = "r" }).Challenge().Select(challenge => challenge.Algorithm));
    }

    [Fact]
    public void Challenges_with_each_algorithm_in_the_order_given()
    {
        var refusal = new SipResponse(401);

        server.Challenge(refusal, stale: true);

        Assert.True(DigestChallenge.TryParse(refusal.Headers.First(HeaderNames.WwwAuthenticate), out var first));
        Assert.Equal(DigestAlgorithm.Sha256, first.Algorithm);
        Assert.True(first.Stale);
        Assert.Equal(2, refusal.Headers.All(HeaderNames.WwwAuthenticate).Count());
    }

    [Fact]
    public void Refuses_a_wrong_password_and_an_unknown_user_alike()
    {
        Assert.Equal(DigestOutcome.Wrong, Verify(Answer(Challenge(), password: "guess")).Outcome);
        Assert.Equal(DigestOutcome.Wrong, Verify(Answer(Challenge(), user: "1999", password: "")).Outcome);
    }

    [Fact]
    public void Asks_again_without_credentials_or_with_those_of_another_realm()
    {
        Assert.Equal(DigestOutcome.None, Verify(null).Outcome);
        Assert.Equal(DigestOutcome.None, Verify(Answer(Challenge() with { Realm = "other" })).Outcome);
        Assert.Equal(DigestOutcome.Unreadable, Verify("Digest username").Outcome);
    }

    [Fact]
    public void Accepts_each_count_of_a_nonce_once_in_any_near_order()
    {
        var challenge = Challenge();

        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge, count: 1)).Outcome);
        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge, count: 5)).Outcome);
        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge, count: 3)).Outcome);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge, count: 3)).Outcome);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge, count: 0)).Outcome);
        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge, count: 500)).Outcome);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge, count: 4)).Outcome);
    }

    [Fact]
    public void Accepts_a_nonce_without_quality_of_protection_once()
    {
        var challenge = Challenge(DigestAlgorithm.Md5) with { QopAuth = false };

        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge)).Outcome);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge)).Outcome);
    }

    [Fact]
    public void Takes_an_old_or_foreign_nonce_as_stale()
    {
        var challenge = Challenge();
        var flipped = challenge.Nonce[0] == '0' ? '1' : '0';

        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge with { Nonce = flipped + challenge.Nonce[1..] })).Outcome);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge with { Nonce = "abc" })).Outcome);
        clock.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(challenge)).Outcome);
    }

    [Fact]
    public void Accepts_the_nonce_of_another_node_with_the_same_key()
    {
        var challenge = Challenge();
        server = Server(Both);

        Assert.Equal(DigestOutcome.Right, Verify(Answer(challenge)).Outcome);
    }

    [Fact]
    public void Refuses_credentials_for_another_host()
    {
        Assert.Equal(DigestOutcome.Wrong, Verify(Answer(Challenge(), uri: "sip:127.0.0.2")).Outcome);
        Assert.Equal(DigestOutcome.Right, Verify(Answer(Challenge(), uri: "sip:127.0.0.1:5060")).Outcome);
    }

    [Fact]
    public void Remembers_no_more_nonces_than_it_may_and_never_accepts_a_forgotten_one_again()
    {
        server = Server(Both with { MaxNonces = 10 });
        var first = Challenge();
        Assert.Equal(DigestOutcome.Right, Verify(Answer(first)).Outcome);
        for (var i = 0; i < 20; i++)
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            Assert.Equal(DigestOutcome.Right, Verify(Answer(Challenge())).Outcome);
        }

        Assert.Equal(10, server.NoncesInUse);
        Assert.Equal(DigestOutcome.Stale, Verify(Answer(first)).Outcome);
    }

    private DigestServer Server(DigestServerOptions options) => new(options, Key, clock, numbers);

    private DigestChallenge Challenge(DigestAlgorithm algorithm = DigestAlgorithm.Sha256) =>
        server.Challenge().Single(challenge => challenge.Algorithm == algorithm);

    private static string Answer(
        DigestChallenge challenge, string user = "1001", string password = "quickstart", uint count = 1, string uri = "sip:127.0.0.1") =>
        DigestCredentials.Answer(challenge, user, password, SipMethod.Register, uri, new(count, "c")).ToString();

    private DigestVerdict Verify(string? authorization)
    {
        var request = Samples.Register();
        if (authorization is not null) request.Headers.Add(HeaderNames.Authorization, authorization);
        return server.Verify(request, user => user == "1001" ? "quickstart" : null);
    }

    private sealed class SteppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Numbers : IIdentifiers
    {
        private ulong last;

        public ulong NextUInt64() => ++last;

        public string NextToken(int length) => $"{++last}".PadLeft(length, '0');
    }
}
