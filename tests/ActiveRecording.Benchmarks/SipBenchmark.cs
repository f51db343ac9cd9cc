using System.Buffers;
using System.Text;
using System.Text.Json;
using ActiveRecording.Benchmarks.IdleCalls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Benchmarks;

/// <summary>
/// Reading and writing a 900-byte INVITE with its structuring header fields typed, against a <see cref="Utf8JsonReader"/>
/// pass over JSON of the same size with one string per header field.
/// </summary>
internal static class SipBenchmark
{
    private const int MessageBytes = 900;

    public static BenchmarkResult Run()
    {
        var invite = Invite();
        var json = JsonOfTheSameSize(invite);
        var parsed = Parse(invite);
        var output = new ArrayBufferWriter<byte>(2048);

        var nanos = Measured.Nanos(
            20_000,
            () => Touch(Parse(invite)),
            () =>
            {
                output.ResetWrittenCount();
                SipWriter.Write(parsed, output);
            },
            () => ReadJson(json));
        var step = Measured.Bytes(10_000, () => Sink((int)InviteClient.Step(InviteClient.State.Calling, InviteClient.Input.Provisional).Actions));

        var idle = IdleRecordedCalls.PerCall(calls: 1_000);

        return new(
            "sip",
            new Dictionary<string, double>
            {
                ["parseInviteNanos"] = nanos[0],
                ["writeInviteNanos"] = nanos[1],
                ["parseInviteBytes"] = Measured.Bytes(1_000, () => Touch(Parse(invite))),
                ["transactionStepBytes"] = step,
                ["bytesPerIdleRecordedCall"] = idle.HeapBytes,
                ["simulatedBytesPerIdleRecordedCall"] = idle.SimulatedBytes,
                ["journalBytesPerCall"] = idle.JournalBytes,
            },
            new Dictionary<string, double> { ["utf8JsonReaderNanos"] = nanos[2] },
            new Dictionary<string, double> { ["utf8JsonReader"] = nanos[0] / nanos[2] });
    }

    private static SipRequest Parse(byte[] bytes) =>
        SipParser.TryParse(bytes, SipLimits.Default, out var message, out var error)
            ? (SipRequest)message
            : throw new InvalidOperationException($"{error}");

    /// <summary>Asks for every typed header field once.</summary>
    private static void Touch(SipRequest invite) => Sink(
        invite.Method.Name.Length + invite.RequestUri.Host.Length + invite.TopVia.Host.Length + invite.From.Uri.Host.Length
        + invite.To.Uri.Host.Length + invite.CallId.Length + (int)invite.CSeq.Number + invite.Contact!.Uri.Host.Length
        + invite.Routes.Count + invite.MaxForwards!.Value);

    private static void ReadJson(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var length = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) length += reader.GetString()!.Length;
        }

        Sink(length);
    }

    private static byte[] Invite()
    {
        const string Body = "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
            + "m=audio 16000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";
        var head = "INVITE sip:1003@192.0.2.1:5060;transport=udp SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.10:5070;branch=z9hG4bK74bf9deadbeef01;rport\r\n"
            + "Route: <sip:192.0.2.1:5060;lr>\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: \"Alice\" <sip:1001@192.0.2.1>;tag=9fxced76sl\r\n"
            + "To: <sip:1003@192.0.2.1>\r\n"
            + "Call-ID: 3848276298220188511@192.0.2.10\r\n"
            + "CSeq: 1 INVITE\r\n"
            + "Contact: <sip:1001@192.0.2.10:5070;transport=udp>\r\n"
            + "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, SUBSCRIBE, INFO, UPDATE\r\n"
            + "Supported: gruu, replaces, norefersub, timer\r\n"
            + "Content-Type: application/sdp\r\n"
            + $"Content-Length: {Body.Length}\r\n";
        var padding = MessageBytes - head.Length - Body.Length - "User-Agent: \r\n\r\n".Length;
        return Encoding.ASCII.GetBytes($"{head}User-Agent: {new string('x', padding)}\r\n\r\n{Body}");
    }

    private static byte[] JsonOfTheSameSize(byte[] invite)
    {
        var lines = Encoding.ASCII.GetString(invite).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var fields = lines.Select(line => line.Split(": ", 2)).Select((pair, i) =>
            pair.Length == 2 ? (Name: pair[0], Value: pair[1]) : (Name: $"{i}", Value: pair[0]));
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    private static void Sink(int value) => GC.KeepAlive(value == int.MinValue ? "never" : null);
}
