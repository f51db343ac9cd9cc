using System.Runtime.InteropServices;

namespace ActiveRecording.Actors;

/// <summary>
/// The identity of a request, chosen by its asker and the same in every repetition. It is one half of the identifier of
/// the append that it leads to; the other half is of the writer, so that nobody takes another's append for its own.
/// </summary>
public readonly record struct RequestId(ulong Value)
{
    /// <summary>The request that an append came from; some number if it came from none.</summary>
    public static RequestId Of(Guid append)
    {
        Span<byte> bytes = stackalloc byte[16];
        append.TryWriteBytes(bytes);
        return new RequestId(MemoryMarshal.Read<ulong>(bytes));
    }

    /// <summary>The identifier of an append.</summary>
    /// <param name="own">Drawn by the writer for this append.</param>
    public Guid ToAppend(ulong own)
    {
        Span<ulong> halves = [Value, own];
        return new Guid(MemoryMarshal.AsBytes(halves));
    }
}
