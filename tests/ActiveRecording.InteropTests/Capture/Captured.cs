using System.Net;
using System.Text;

namespace ActiveRecording.InteropTests.Capture;

/// <summary>A UDP datagram, or a SIP message out of a TCP stream, as it was seen on the wire.</summary>
/// <param name="At">When it was complete, by the kernel's clock.</param>
/// <param name="From">Source.</param>
/// <param name="To">Destination.</param>
/// <param name="Payload">Without headers.</param>
internal sealed record Captured(DateTimeOffset At, IPEndPoint From, IPEndPoint To, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The payload as text.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>The first line of a SIP message.</summary>
    public string StartLine => Text.Split("\r\n", 2)[0];

    /// <summary>The body of a SIP message.</summary>
    public string Body => Text.Split("\r\n\r\n", 2) is [_, var body] ? body : "";

    /// <summary>A header of a SIP message, by its full name; null if it is not there.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n", 2)[0].Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
