namespace ActiveRecording.Domain.Recordings;

/// <summary>A sealed file and what is true of it.</summary>
/// <param name="Name">Its name within the recordings folder.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits.</param>
/// <param name="StartedAt">The beginning of its time line, on the recorder's clock.</param>
/// <param name="Seconds">Length of the time line.</param>
/// <param name="LostPackets">Packets of both channels that never arrived.</param>
/// <param name="AlignmentMs">How far the channels may be off each other, milliseconds.</param>
/// <param name="Gaps">Stretches that should hold audio and do not, at most 1000.</param>
/// <param name="UnlistedGaps">Further ones.</param>
/// <param name="Natives">Files beside it with streams that cannot be decoded; null without any.</param>
public sealed record RecordedFile(
    string Name,
    string Sha256,
    DateTimeOffset StartedAt,
    double Seconds,
    long LostPackets,
    double AlignmentMs,
    IReadOnlyList<RecordedGap> Gaps,
    int UnlistedGaps,
    IReadOnlyList<NativeRecordedFile>? Natives = null);

/// <summary>A file with a stream as it came, in the rtpdump format.</summary>
/// <param name="Name">Its name within the recordings folder.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits.</param>
/// <param name="Channel">Whose stream it is: 0 the left party's, 1 the right one's.</param>
/// <param name="Codec">Encoding name of most of it, for example <c>opus</c>.</param>
public sealed record NativeRecordedFile(string Name, string Sha256, int Channel, string Codec);

/// <summary>A stretch that should hold audio and does not.</summary>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Start">Seconds from the beginning.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Cause">As in the manifest: <c>loss</c>, <c>paused</c>, <c>no-media</c>, …</param>
/// <param name="LostPackets">Packets known to be missing here.</param>
public sealed record RecordedGap(int Channel, double Start, double Seconds, string Cause, long LostPackets);
