using System.Text.Json.Serialization;

namespace ActiveRecording.Archive.Rendering;

/// <summary>Why a stretch of the time line holds no audio although some was to be expected.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapCause>))]
public enum GapCause
{
    /// <summary>Sequence numbers that never arrived.</summary>
    [JsonStringEnumMemberName("loss")]
    Loss,

    /// <summary>
    /// The source changed its SSRC, its time base or its session, and time passed in between.
    /// </summary>
    [JsonStringEnumMemberName("source-change")]
    SourceChange,

    /// <summary>The session was paused, held or muted by its offer.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>Not one packet came for this channel.</summary>
    [JsonStringEnumMemberName("no-media")]
    NoMedia,

    /// <summary>
    /// The session ended before the recording did, not by the wish of its sender, or the first one came late.
    /// </summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>The codec is not one that can be decoded here; the packets are in a native file.</summary>
    [JsonStringEnumMemberName("not-decoded")]
    NotDecoded,

    /// <summary>It arrived, but the disk was too slow to keep it.</summary>
    [JsonStringEnumMemberName("storage")]
    Storage,
}

/// <summary>The stored names of causes.</summary>
public static class GapCauses
{
    /// <summary>For example <c>source-change</c>.</summary>
    public static string ToName(this GapCause cause) => cause switch
    {
        GapCause.Loss => "loss",
        GapCause.SourceChange => "source-change",
        GapCause.Paused => "paused",
        GapCause.NoMedia => "no-media",
        GapCause.Interrupted => "interrupted",
        GapCause.Storage => "storage",
        _ => "not-decoded",
    };
}

/// <summary>A stretch of silence that stands for audio which is missing.</summary>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Start">From the beginning of the time line.</param>
/// <param name="Length">
/// Zero or more; zero when packets were lost in a place where the time line did not grow.
/// </param>
/// <param name="Cause">Why.</param>
/// <param name="LostPackets">Packets known to be missing here.</param>
public sealed record Gap(int Channel, TimeSpan Start, TimeSpan Length, GapCause Cause, long LostPackets);
