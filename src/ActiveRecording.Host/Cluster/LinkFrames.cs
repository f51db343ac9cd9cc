using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ActiveRecording.Actors.Cluster.Links;

namespace ActiveRecording.Host.Cluster;

/// <summary>
/// Envelopes in a message of a link: for each, one byte length of the kind, the kind, four bytes length of the payload in
/// network order, the payload.
/// </summary>
internal static class LinkFrames
{
    public static void Write(ArrayBufferWriter<byte> buffer, Envelope envelope)
    {
        var length = Encoding.UTF8.GetByteCount(envelope.Kind);
        var span = buffer.GetSpan(1 + length + 4 + envelope.Payload.Length);
        span[0] = checked((byte)length);
        Encoding.UTF8.GetBytes(envelope.Kind, span[1..]);
        BinaryPrimitives.WriteInt32BigEndian(span[(1 + length)..], envelope.Payload.Length);
        envelope.Payload.Span.CopyTo(span[(1 + length + 4)..]);
        buffer.Advance(1 + length + 4 + envelope.Payload.Length);
    }

    /// <summary>Takes the next envelope off; false if there is none or it is not whole.</summary>
    public static bool TryRead(ref ReadOnlyMemory<byte> message, out Envelope envelope)
    {
        envelope = default;
        var span = message.Span;
        if (span.Length < 1 || span.Length < 1 + span[0] + 4) return false;
        int kind = span[0];
        var length = BinaryPrimitives.ReadInt32BigEndian(span[(1 + kind)..]);
        var start = 1 + kind + 4;
        if (length < 0 || span.Length - start < length) return false;
        envelope = new Envelope(Encoding.UTF8.GetString(span.Slice(1, kind)), message.Slice(start, length));
        message = message[(start + length)..];
        return true;
    }
}
