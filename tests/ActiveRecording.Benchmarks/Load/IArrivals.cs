namespace ActiveRecording.Benchmarks.Load;

/// <summary>Takes what comes to parties and recorders, on the receiving thread.</summary>
internal interface IArrivals
{
    /// <param name="packet">Only valid during the call.</param>
    /// <param name="isCopy">It came to a recorder.</param>
    /// <param name="at">When the kernel had it, in nanoseconds since 1970.</param>
    void Arrived(ReadOnlySpan<byte> packet, bool isCopy, long at);
}
