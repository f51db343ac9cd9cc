namespace ActiveRecording.Rtp.Ports;

/// <summary>A leased pair of ports; disposing gives it back, once.</summary>
/// <param name="pool">Where it came from.</param>
/// <param name="port">The even one.</param>
internal sealed class RtpPortLease(RtpPortPool pool, int port) : IDisposable
{
    private int disposed;

    /// <summary>The even port; the odd one after it belongs to it.</summary>
    public int Port => port;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) pool.Return(port);
    }
}
