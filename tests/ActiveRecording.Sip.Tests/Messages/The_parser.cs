using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>What holds for all bytes.</summary>
public sealed class The_parser
{
    private const int Seed = 3261;
    private const int Mutations = 20_000;
    private const int BytesPerGarbage = 0;
    private const int BytesPerRefusal = 8_192;
    private static readonly byte[] Telling = "\r\n \t:;,<>\"\\@=/%?*0Z\0\u00ff"u8.ToArray();

    [Fact]
    public void Reads_every_prefix_of_a_message_without_exception()
    {
        var bytes = Encoding.UTF8.GetBytes(Samples.Invite);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(SipParser.TryParse(bytes.AsMemory(0, length), SipLimits.Default, out var message, out var error));
            Assert.Null(message);
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void Never_throws_and_what_it_accepts_is_written_and_read_again()
    {
        var random = new Random(Seed);
        var accepted = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutate(random);
            if (!SipParser.TryParse(bytes, SipLimits.Default, out var message, out var error))
            {
                Assert.NotNull(error);
                _ = error.Answer?.ToBytes();
                continue;
            }

            accepted++;
            TouchAll(message);
            var written = message.ToBytes();
            Assert.True(SipParser.TryParse(written, SipLimits.Default, out var again, out error), $"{i}: {error?.Reason}");
            Assert.Equal(written, again.ToBytes());
        }

        Assert.InRange(accepted, Mutations / 20, Mutations);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", BytesPerGarbage)]
    [InlineData("\r\n\r\n", BytesPerGarbage)]
    [InlineData("SIP/2.0 999 x\r\nVia: x\r\n\r\n", BytesPerGarbage)]
    [InlineData("INVITE sip:a@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=1\r\nFrom: <\r\nTo: <\r\nCSeq: 1 INVITE\r\nCall-ID: 1\r\n\r\n", BytesPerRefusal)]
    public void Allocates_little_for_what_it_refuses(string text, long limit)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsMemory();
        const int Rounds = 100;
        Refuse();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) Refuse();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        Assert.InRange(each, 0, limit);

        bool Refuse() => SipParser.TryParse(bytes, SipLimits.Default, out _, out _);
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(Samples.Invite));
        for (var damage = random.Next(1, 4); damage > 0; damage--)
        {
            var at = random.Next(bytes.Count);
            var value = random.Next(3) == 0 ? (byte)random.Next(256) : Telling[random.Next(Telling.Length)];
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.Insert(at, value);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 8)));
                    break;
                case 3:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(bytes.Count - from, random.Next(40))));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0) bytes.Add(value);
        }

        return [.. bytes];
    }

    private static void TouchAll(SipMessage message)
    {
        foreach (var (name, value) in message.Headers)
        {
            Assert.NotNull(message.Headers.All(name).ToList());
            Assert.NotNull(value);
        }

        foreach (var address in (IEnumerable<NameAddress>)[message.From, message.To, .. message.Contacts, .. message.Routes, .. message.RecordRoutes])
        {
            Assert.Equal(address.Uri, SipUri.Parse(address.Uri.ToString()));
            Assert.NotNull(address.Parameters.ToString() + address.Tag + address.Uri.User + address.Uri.Host + address.Uri.Parameters.Count);
        }

        Assert.NotNull($"{message.TopVia}{message.TopVia.Rport}{message.MaxForwards}{message.ContentType}{message.Expires}{message.CallId}");
    }
}
