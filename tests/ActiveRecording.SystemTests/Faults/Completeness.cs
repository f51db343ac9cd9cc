using ActiveRecording.Archive.Manifests;
using ActiveRecording.Phone.Media;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>
/// Holds a recording against what its parties sent: each packet that left a phone for the Media Server while the call was
/// recorded is in the file, or within a gap that the file's manifest lists.
/// </summary>
/// <param name="sound">What the network saw.</param>
/// <param name="ports">The media ports of the phone with a number.</param>
internal sealed class Completeness(SentSound sound, IReadOnlyDictionary<string, PhonePorts> ports)
{
    /// <summary>What a recording may be off at its edges.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(60);

    /// <summary>What is neither recorded nor said to be missing; null if there is nothing.</summary>
    /// <param name="manifest">Of the recording.</param>
    /// <param name="from">When it was to begin.</param>
    /// <param name="until">When it was to end.</param>
    public string? FirstMissing(RecordingManifest manifest, DateTimeOffset from, DateTimeOffset until)
    {
        foreach (var (channel, facts) in manifest.Channels)
        {
            if (!ports.TryGetValue(facts.Dn, out var phone)) continue;
            var known = facts.Segments.Select(segment => (segment.Start, End: segment.Start + segment.Length))
                .Concat(manifest.Gaps.Where(gap => gap.Channel == channel).Select(gap =>
                    (Start: TimeSpan.FromSeconds(gap.Start), End: TimeSpan.FromSeconds(gap.Start + gap.Seconds))))
                .ToList();
            var missing = sound.From(phone)
                .Where(at => at >= from + Tolerance && at <= until - Tolerance)
                .Select(at => at - manifest.StartedAt)
                .Where(at => !known.Exists(span => at >= span.Start - Tolerance && at <= span.End + Tolerance))
                .ToList();
            if (missing.Count > 0) return $"{missing.Count} packets of {facts.Dn} from {missing[0]:s\\.fff} on are neither recorded nor said to be missing";
        }

        return null;
    }
}
