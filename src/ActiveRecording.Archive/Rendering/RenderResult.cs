namespace ActiveRecording.Archive.Rendering;

/// <summary>What a rendered file holds.</summary>
/// <param name="Zero">The beginning of the time line, on the recorder's clock.</param>
/// <param name="Samples">Samples per channel.</param>
/// <param name="Channels">Facts of the left and the right channel.</param>
/// <param name="Gaps">
/// Every stretch that should hold audio and does not, in order of start; at most <see cref="MaxGaps"/>.
/// </param>
/// <param name="UnlistedGaps">Further gaps beyond that bound.</param>
/// <param name="AlignmentError">How far the two channels may be off each other.</param>
/// <param name="Natives">Streams beside the WAV that could not be decoded, not all of them at least.</param>
public sealed record RenderResult(
    DateTimeOffset Zero,
    long Samples,
    IReadOnlyList<ChannelFacts> Channels,
    IReadOnlyList<Gap> Gaps,
    int UnlistedGaps,
    TimeSpan AlignmentError,
    IReadOnlyList<NativeStream> Natives)
{
    /// <summary>The most gaps that are listed one by one.</summary>
    public const int MaxGaps = 1000;

    /// <summary>Samples per second and channel.</summary>
    public const int SampleRate = MediaClock.Rate;

    /// <summary>Length of the time line.</summary>
    public TimeSpan Duration => MediaClock.ToTime(Samples);

    /// <summary>Packets of both channels that never arrived.</summary>
    public long LostPackets => Channels.Sum(channel => channel.LostPackets);
}

/// <summary>What is known of one channel.</summary>
/// <param name="Dn">The party whose voice it is; empty when none is known.</param>
/// <param name="Packets">Distinct RTP packets received.</param>
/// <param name="LostPackets">Packets that never arrived, by extended sequence numbers (RFC 3550 A.3).</param>
/// <param name="DuplicatePackets">Repetitions dropped.</param>
/// <param name="ReorderedPackets">Packets that arrived late and were put in their place.</param>
/// <param name="ComfortNoisePackets">Comfort noise, kept as silence.</param>
/// <param name="TelephoneEventPackets">Telephone events, kept as silence.</param>
/// <param name="NativePackets">Packets of a codec that is not decoded.</param>
/// <param name="TrimmedSamples">Samples outside the time line.</param>
/// <param name="DriftPartsPerMillion">
/// The source's clock against the recorder's, of the longest segment; positive when it is slow.
/// </param>
/// <param name="Segments">Stretches of one SSRC and one media clock.</param>
public sealed record ChannelFacts(
    string Dn,
    long Packets,
    long LostPackets,
    long DuplicatePackets,
    long ReorderedPackets,
    long ComfortNoisePackets,
    long TelephoneEventPackets,
    long NativePackets,
    long TrimmedSamples,
    double DriftPartsPerMillion,
    IReadOnlyList<SegmentFacts> Segments);

/// <summary>A stretch of one SSRC and one media clock.</summary>
/// <param name="Ssrc">Synchronization source.</param>
/// <param name="Start">Of its first sample, from the beginning of the time line; may be negative.</param>
/// <param name="Length">To the end of its last sample.</param>
/// <param name="ByReports">Placed by sender reports; else by the minimum delay.</param>
public sealed record SegmentFacts(uint Ssrc, TimeSpan Start, TimeSpan Length, bool ByReports);
