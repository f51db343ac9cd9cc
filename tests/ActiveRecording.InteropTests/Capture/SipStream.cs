using System.Globalization;
using System.Text;

namespace ActiveRecording.InteropTests.Capture;

/// <summary>
/// One direction of a TCP connection on loopback, where segments come in order: cuts it into SIP messages by their
/// Content-Length.
/// </summary>
internal sealed class SipStream
{
    private readonly List<byte> pending = [];
    private uint? expected;

    /// <summary>Takes a segment and gives the messages that it completes.</summary>
    /// <param name="sequence">The sequence number of its first byte.</param>
    /// <param name="payload">Its bytes; what was seen before is left out.</param>
    public IEnumerable<byte[]> Take(uint sequence, ReadOnlySpan<byte> payload)
    {
        var seen = (int)((expected ?? sequence) - sequence);
        if (seen < 0 || seen >= payload.Length) return [];
        pending.AddRange(payload[seen..]);
        expected = sequence + (uint)payload.Length;
        return Complete();
    }

    private List<byte[]> Complete()
    {
        var messages = new List<byte[]>();
        while (LengthOfFirst() is { } length && length <= pending.Count)
        {
            messages.Add([.. pending.Take(length)]);
            pending.RemoveRange(0, length);
        }
        return messages;
    }

    private int? LengthOfFirst()
    {
        var text = Encoding.Latin1.GetString([.. pending]);
        var trimmed = text.Length - text.TrimStart('\r', '\n').Length;
        var head = text.IndexOf("\r\n\r\n", trimmed, StringComparison.Ordinal);
        if (head < 0) return null;
        var length = text[trimmed..head].Split("\r\n")
            .First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return head + 4 + int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
