using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>What is built is read back as it was built, over values made from a seed.</summary>
public sealed class Round_trips
{
    private const int Seed = 4475;
    private const int Runs = 5_000;
    private const string Letters = "abzAZ09-_.!~*'()&=+$,;?/:@%<>\"\\ \t#[]{}|^`ěš日\u0001";
    private static readonly string[] Hosts = ["127.0.0.1", "a.example", "[2001:db8::1]", "under_score", "localhost"];

    [Fact]
    public void Of_uris()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Runs; i++)
        {
            var user = random.Next(4) == 0 ? null : Text(random, 1);
            var port = random.Next(2) == 0 ? (int?)null : random.Next(1, 65_536);
            var parameters = Enumerable.Range(0, random.Next(4))
                .Select(number => (Name: $"{number}{Text(random, 0)}", Value: random.Next(3) == 0 ? null : Text(random, 0)))
                .ToList();
            var uri = SipUri.Create(user, Hosts[random.Next(Hosts.Length)], port, random.Next(2) == 0 ? "sip" : "sips");
            foreach (var (name, value) in parameters) uri = uri.WithParameter(name, value);

            Assert.True(SipUri.TryParse(uri.ToString(), out var read), uri.ToString());
            Assert.Equal(uri, read);
            Assert.Equal((user, port, uri.Host), (read.User, read.Port, read.Host));
            Assert.Equal(parameters, read.Parameters.Select(pair => (pair.Key, pair.Value)));
        }
    }

    [Fact]
    public void Of_addresses()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Runs; i++)
        {
            var address = new NameAddress(
                random.Next(3) == 0 ? null : Text(random, 0), SipUri.Create(Text(random, 1), "h"), SipParameters.Empty);
            for (var number = random.Next(4); number > 0; number--)
                address = address with { Parameters = address.Parameters.With($"p{number}", random.Next(3) == 0 ? null : Text(random, 0)) };

            Assert.True(NameAddress.TryParse(address.ToString(), out var read), address.ToString());
            Assert.Equal(address, read);
        }
    }

    [Fact]
    public void Of_requests()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Runs; i++)
        {
            var request = Request(random);

            Assert.True(SipParser.TryParse(request.ToBytes(), SipLimits.Default, out var message, out var error), $"{error?.Reason}\n{request}");
            var read = Assert.IsType<SipRequest>(message);
            Assert.Equal(request.ToBytes(), read.ToBytes());
            Assert.Equal((request.Method, request.RequestUri, request.CSeq), (read.Method, read.RequestUri, read.CSeq));
            Assert.Equal((request.From, request.To, request.Contact), (read.From, read.To, read.Contact));
            Assert.Equal(request.Vias, read.Vias);
            Assert.Equal(request.Routes, read.Routes);
            Assert.Equal(request.Headers, read.Headers.Where(field => field.Key != HeaderNames.ContentLength));
            Assert.True(request.Body.Span.SequenceEqual(read.Body.Span));
        }
    }

    private static SipRequest Request(Random random)
    {
        var method = random.Next(2) == 0 ? SipMethod.Invite : new SipMethod($"X{random.Next(9)}");
        var request = new SipRequest(method, SipUri.Create(Text(random, 1), "h"));
        for (var hop = random.Next(1, 4); hop > 0; hop--) request.PushVia(new("UDP", "h", hop, Via.MagicCookie + hop));
        request.From = new NameAddress(Text(random, 0), SipUri.Create(Text(random, 1), "h"), SipParameters.Empty).WithTag("a");
        request.To = new(SipUri.Create(Text(random, 1), "h"));
        request.CallId = $"c{random.Next()}";
        request.CSeq = new((uint)random.Next(), method);
        if (random.Next(2) == 0) request.Contact = new(SipUri.Create(Text(random, 1), "h"));
        for (var route = random.Next(3); route > 0; route--) request.Headers.Add(HeaderNames.Route, $"<sip:r{route};lr>, <sip:s>");
        request.Headers.Add("X-Any", Text(random, 0) + "\r\nVia: broken");
        if (random.Next(2) == 0) request.SetBody(ContentType.Sdp, new byte[random.Next(100)]);
        return request;
    }

    private static string Text(Random random, int least) =>
        string.Concat(Enumerable.Range(0, random.Next(least, 8)).Select(_ => Letters[random.Next(Letters.Length)]));
}
