using ActiveRecording.Simulation;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Tests.Endpoint;
using ActiveRecording.Sip.Tests.Transports;

namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>All messages of RFC 4475: whole, cut off anywhere, and split anywhere.</summary>
public sealed class The_torture_messages
{
    public static TheoryData<string> Names => [.. TortureTable.All.Select(message => message.Name)];

    [Fact]
    public void Are_49() => Assert.Equal(49, TortureTable.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Have_the_outcome_that_the_RFC_asks_for(string name)
    {
        var message = TortureTable.Named(name);
        using var tortured = new TorturedEndpoint(new Simulator());

        Assert.Equal(message.Outcome, tortured.Receive(message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Break_no_parser_wherever_they_are_cut_off(string name)
    {
        var bytes = TortureTable.Named(name).Bytes;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var accepted = SipParser.TryParse(bytes.AsMemory(0, length), SipLimits.Default, out var message, out var error);

            Assert.Equal(accepted, message is not null);
            Assert.Equal(accepted, error is null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Break_no_endpoint_wherever_a_connection_ends(string name)
    {
        var message = TortureTable.Named(name);
        var simulator = new Simulator();
        using var tortured = new TorturedEndpoint(simulator);
        for (var length = 1; length < message.Bytes.Length; length += 7)
        {
            using var peer = new Stranger(simulator, tortured.Address, tcp: true);
            simulator.RunFor(TimeSpan.FromMilliseconds(2));
            peer.Send(message.Bytes.AsSpan(0, length));
            simulator.RunFor(TimeSpan.FromMilliseconds(2));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_framed_alike_however_a_stream_is_split(string name)
    {
        var bytes = TortureTable.Named(name).Bytes;
        var whole = StreamFrames.Of(bytes, bytes.Length);

        Assert.Equal(whole, StreamFrames.Of(bytes, [.. Enumerable.Range(1, bytes.Length)]));
        for (var split = 0; split <= bytes.Length; split++) Assert.Equal(whole, StreamFrames.Of(bytes, split, bytes.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_written_as_they_were_read(string name)
    {
        if (!SipParser.TryParse(TortureTable.Named(name).Bytes, SipLimits.Default, out var message, out _)) return;
        var written = message.ToBytes();

        Assert.True(SipParser.TryParse(written, SipLimits.Default, out var again, out var error), error?.Reason);
        Assert.Equal(written, again.ToBytes());
        Assert.Equal(
            message.Headers.Where(field => field.Key != HeaderNames.ContentLength),
            again.Headers.Where(field => field.Key != HeaderNames.ContentLength));
        Assert.True(message.Body.Span.SequenceEqual(again.Body.Span));
    }
}
