namespace ActiveRecording.Benchmarks.Load;

/// <summary>What one party sends, and what came of it. The sender writes the first half, the receiver the second.</summary>
internal struct LoadFlow
{
    /// <summary>Its number among <see cref="LoadLayout.PartySockets"/>.</summary>
    public int Socket;

    /// <summary>The leg's port at the relay.</summary>
    public int To;

    /// <summary>When its next packet is due, in nanoseconds since 1970.</summary>
    public long Due;

    public ushort Sequence;

    public uint Timestamp;

    /// <summary>Packets of the measured time that came to the other party.</summary>
    public int Received;

    /// <summary>The last sequence number that came there.</summary>
    public ushort Last;
}
