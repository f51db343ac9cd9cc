using System.Buffers.Binary;

namespace ActiveRecording.Phone.Media;

/// <summary>
/// A key as telephone events (RFC 4733 §2.3), a packet every 20 ms in place of the sound:
/// <code>
///  0        8        16               32
/// +--------+--------+----------------+
/// | event  |E R vol | duration       |
/// +--------+--------+----------------+
/// </code>
/// All bear the timestamp of its beginning; the last is sent three times (§2.5.1.4).
/// </summary>
internal sealed class KeyPress(byte code, int packets, uint timestamp, int ticksPerPacket)
{
    private const byte EndBit = 0x80;
    private const byte Volume = 10;
    private const int Repetitions = 3;
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sent;

    /// <summary>Of its beginning.</summary>
    public uint Timestamp => timestamp;

    /// <summary>Whether the next packet is the first.</summary>
    public bool IsFirst => sent == 0;

    /// <summary>Whether nothing is left to be sent.</summary>
    public bool IsOver => sent == packets + Repetitions - 1;

    /// <summary>Done when its last packet was sent.</summary>
    public Task Released => released.Task;

    /// <summary>The payload of the next packet.</summary>
    public byte[] Next()
    {
        sent++;
        var payload = new byte[4];
        payload[0] = code;
        payload[1] = (byte)(Volume | (sent >= packets ? EndBit : 0));
        BinaryPrimitives.WriteUInt16BigEndian(
            payload.AsSpan(2), (ushort)(Math.Min(sent, packets) * ticksPerPacket));
        return payload;
    }

    /// <summary>The packet is on its way.</summary>
    public void Confirm()
    {
        if (IsOver) released.TrySetResult();
    }

    /// <summary>The call is over.</summary>
    public void Abandon() => released.TrySetCanceled();
}
