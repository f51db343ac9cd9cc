using System.Buffers.Binary;

namespace ActiveRecording.Archive.Spools;

/// <summary>The offer of the sender made the stream inactive (pause, hold, mute) or active again.</summary>
/// <param name="AtTicks">The recorder's clock, UTC ticks of 100 ns.</param>
/// <param name="Active">Whether media is to be expected from now on.</param>
public readonly record struct SpooledActivity(long AtTicks, bool Active)
{
    internal const int BodyBytes = 9;

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body, AtTicks);
        body[8] = Active ? (byte)1 : (byte)0;
    }

    internal static bool TryRead(ReadOnlySpan<byte> body, out SpooledActivity activity)
    {
        activity = default;
        if (body.Length < BodyBytes) return false;
        activity = new SpooledActivity(BinaryPrimitives.ReadInt64LittleEndian(body), body[8] != 0);
        return true;
    }
}
