using ActiveRecording.Archive.Manifests;

namespace ActiveRecording.Archive;

/// <summary>Everything needed to make a sealed recording out of its spools.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">What is known of the call.</param>
/// <param name="Dns">Who is heard left and right, two names; empty where nobody is known.</param>
/// <param name="Sessions">Its sessions, at least one, in the order they were accepted.</param>
/// <param name="SealedAt">Now.</param>
public sealed record SealRequest(
    string RecordingId,
    CallDescription Call,
    IReadOnlyList<string> Dns,
    IReadOnlyList<SealSession> Sessions,
    DateTimeOffset SealedAt);

/// <summary>A session and the channels of its spools.</summary>
/// <param name="Description">As the manifest tells it.</param>
/// <param name="Interrupted">It ended otherwise than by its sender's BYE.</param>
/// <param name="Channels">The channel of each m= line of sound that was accepted; null for any other.</param>
public sealed record SealSession(ManifestSession Description, bool Interrupted, IReadOnlyList<int?> Channels)
{
    /// <summary>
    /// The channel of the party for each m= line of pictures that was accepted; null for any other.
    /// </summary>
    public IReadOnlyList<int?> Pictures { get; init; } = [];
}

/// <summary>A sealed recording.</summary>
/// <param name="Manifest">As it was written.</param>
/// <param name="File">Name of the WAV file within the recordings folder.</param>
public sealed record SealedRecording(RecordingManifest Manifest, string File)
{
    /// <summary>The WAV file's hash, 64 hexadecimal digits.</summary>
    public string Sha256 => Manifest.Files[0].Sha256;
}
