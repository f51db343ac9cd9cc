using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>A stream kept as it came, because nothing or not all of it can be decoded here.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Channel">Whose it is: 0 the left party's, 1 the right one's.</param>
/// <param name="Codec">The codec of most of it.</param>
/// <param name="Payloads">Every payload type in it, what a decoder has to know.</param>
/// <param name="Packets">RTP packets in the file.</param>
public sealed record NativeStream(
    string Path, int Channel, SpooledPayload Codec, IReadOnlyList<SpooledPayload> Payloads, long Packets);
