using System.Buffers;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>
/// Bytes on their way to a TCP socket: appended by any thread, taken whole by the one that sends. Two buffers that
/// change places.
/// </summary>
/// <param name="limitBytes">Bytes that may wait; those being sent do not count.</param>
internal sealed class SendQueue(int limitBytes)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ArrayBufferWriter<byte> filling = new();
    private ArrayBufferWriter<byte> sending = new();
    private bool active;
    private bool closed;

    /// <summary>Done once the queue is closed and nobody sends from it any more.</summary>
    public Task Drained => drained.Task;

    /// <summary>Nothing more is taken in; what is queued still goes out.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            if (!active) drained.TrySetResult();
        }
    }

    /// <summary>Drops what is queued: the socket failed.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            closed = true;
            filling.ResetWrittenCount();
            drained.TrySetResult();
        }
    }

    /// <summary>Nothing may be sent until the first <see cref="TryTake"/>: the socket is still connecting.</summary>
    public void Hold()
    {
        lock (gate) active = true;
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="wake">Nobody is sending: the caller starts it.</param>
    /// <returns>False when closed or full; then nothing was taken in.</returns>
    public bool TryAppend(ReadOnlySpan<byte> bytes, out bool wake)
    {
        lock (gate)
        {
            wake = false;
            if (closed || filling.WrittenCount + bytes.Length > limitBytes) return false;
            filling.Write(bytes);
            wake = !active;
            active = true;
            return true;
        }
    }

    /// <summary>Takes all that is queued; false when there is nothing, and the next append wakes again.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            sending.ResetWrittenCount();
            (filling, sending) = (sending, filling);
            bytes = sending.WrittenMemory;
            active = !bytes.IsEmpty;
            if (!active && closed) drained.TrySetResult();
            return active;
        }
    }
}
