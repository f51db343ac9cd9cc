namespace ActiveRecording.Rtp.DataPlane;

/// <summary>
/// Payload types that one party of a bridge sends under other numbers than the other party expects (RFC 3264 §6.1): the
/// one thing that is ever changed in a packet on its way from leg to leg.
/// </summary>
public sealed class PayloadTranslation
{
    private const int Types = 128;
    private readonly byte[] numbers = [.. Enumerable.Range(0, Types).Select(number => (byte)number)];

    /// <param name="changes">Numbers from 0 to 127; those not named stay.</param>
    public PayloadTranslation(params IEnumerable<(int From, int To)> changes)
    {
        foreach (var (from, to) in changes) numbers[from % Types] = (byte)(to % Types);
    }

    /// <summary>Every number stays: packets pass byte for byte.</summary>
    public static PayloadTranslation None { get; } = new();

    /// <summary>The number that the receiver expects.</summary>
    public byte this[byte payloadType] => numbers[payloadType % Types];
}
