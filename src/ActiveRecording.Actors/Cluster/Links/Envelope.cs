namespace ActiveRecording.Actors.Cluster.Links;

/// <summary>What one node sends another.</summary>
/// <param name="Kind">Registered by name with the <see cref="Courier"/> of the receiver; at most 255 bytes.</param>
/// <param name="Payload">As the kind says.</param>
public readonly record struct Envelope(string Kind, ReadOnlyMemory<byte> Payload);
