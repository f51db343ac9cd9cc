using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ActiveRecording.Actors.Cluster.Links;

/// <summary>Writes the fields of a payload, one after the other; numbers in network order, texts with their length.</summary>
public sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    /// <summary>The payload so far.</summary>
    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    /// <summary>Eight bytes.</summary>
    public FrameWriter Number(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
        return this;
    }

    /// <summary>At most 65,535 bytes of UTF-8.</summary>
    public FrameWriter Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.GetSpan(2), checked((ushort)length));
        buffer.Advance(2);
        Encoding.UTF8.GetBytes(value, buffer.GetSpan(length));
        buffer.Advance(length);
        return this;
    }

    /// <summary>Name and incarnation.</summary>
    public FrameWriter Node(NodeId value) => Text(value.Name).Number(value.Incarnation);

    /// <summary>Everything up to the end of the payload.</summary>
    public FrameWriter Rest(ReadOnlySpan<byte> value)
    {
        buffer.Write(value);
        return this;
    }
}

/// <summary>Reads the fields of a payload; a field that is not there makes it <see cref="IsBroken"/>, and all later ones empty.</summary>
public ref struct FrameReader(ReadOnlyMemory<byte> payload)
{
    private ReadOnlyMemory<byte> left = payload;

    /// <summary>A field was missing.</summary>
    public bool IsBroken { get; private set; }

    /// <inheritdoc cref="FrameWriter.Number"/>
    public long Number() => TryTake(8, out var bytes) ? BinaryPrimitives.ReadInt64BigEndian(bytes.Span) : 0;

    /// <inheritdoc cref="FrameWriter.Text"/>
    public string Text()
    {
        if (!TryTake(2, out var length)) return "";
        return TryTake(BinaryPrimitives.ReadUInt16BigEndian(length.Span), out var bytes) ? Encoding.UTF8.GetString(bytes.Span) : "";
    }

    /// <inheritdoc cref="FrameWriter.Node"/>
    public NodeId Node() => new(Text(), Number());

    /// <inheritdoc cref="FrameWriter.Rest"/>
    public readonly ReadOnlyMemory<byte> Rest() => IsBroken ? default : left;

    private bool TryTake(int length, out ReadOnlyMemory<byte> bytes)
    {
        IsBroken |= left.Length < length;
        bytes = IsBroken ? default : left[..length];
        if (!IsBroken) left = left[length..];
        return !IsBroken;
    }
}
