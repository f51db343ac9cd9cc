namespace ActiveRecording.Phone.Media;

/// <summary>An RTP packet as it was sent.</summary>
/// <param name="At">The instant right before it was given to the network.</param>
/// <param name="SequenceNumber">Counts packets, modulo 2^16.</param>
/// <param name="Timestamp">Of the first sample, in ticks of the codec's clock.</param>
/// <param name="Payload">What it carries: G.711 codes, frames of another codec, an event.</param>
public sealed record SentPacket(
    DateTimeOffset At, ushort SequenceNumber, uint Timestamp, ReadOnlyMemory<byte> Payload)
{
    /// <summary>0 to 127.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>The stream.</summary>
    public required uint Ssrc { get; init; }
}

/// <summary>An RTP packet as it arrived.</summary>
/// <param name="At">The instant of its arrival.</param>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="SequenceNumber">Counts packets, modulo 2^16.</param>
/// <param name="Timestamp">Of the first sample, in ticks of the codec's clock.</param>
/// <param name="Ssrc">The stream.</param>
/// <param name="Payload">What it carries, without padding.</param>
public sealed record HeardPacket(
    DateTimeOffset At, byte PayloadType, ushort SequenceNumber, uint Timestamp, uint Ssrc,
    ReadOnlyMemory<byte> Payload);

/// <summary>A clip that was played to its end.</summary>
/// <param name="StartedAt">
/// The instant of its first sample, by the packet that was sent with the least delay.
/// </param>
/// <param name="FirstTimestamp">RTP timestamp of its first sample.</param>
/// <param name="Codes">
/// What was sent: the clip's samples encoded, padded with silence to whole packets.
/// </param>
public sealed record PlayedClip(DateTimeOffset StartedAt, uint FirstTimestamp, ReadOnlyMemory<byte> Codes);
