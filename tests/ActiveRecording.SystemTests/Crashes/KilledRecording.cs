using System.Text.Json;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>Holds the recording of a call that the node died in against what the phones sent.</summary>
internal sealed class KilledRecording(RecordingManifest manifest, WavFile wav, TimeSpan away)
{
    private const int SamplesPerSecond = 8000;

    /// <summary>What a crash may cost before it: the spool's last flush.</summary>
    private static readonly TimeSpan LostBefore = TimeSpan.FromMilliseconds(200);

    /// <summary>And after the node is back: until both parties are joined again and copied.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromMilliseconds(150);

    /// <summary>The same if a phone had an INVITE under way: repetitions are up to T2 apart (RFC 3261 §17.1.1.2).</summary>
    private static readonly TimeSpan LostAfterNegotiating = TimeSpan.FromSeconds(4.2);

    /// <summary>At the edges of a call, and while a party holds.</summary>
    private static readonly TimeSpan Edge = TimeSpan.FromMilliseconds(60);

    /// <summary>One recording for a call that was answered and asked to be recorded, with what the phones said outside of the gaps.</summary>
    public static void AssertKept(MortalNode node, KilledCall call)
    {
        var files = Directory.Exists(node.Recordings) ? Directory.GetFiles(node.Recordings, "*.json") : [];
        var answered = node.Events.Any(e => e.Text.EndsWith("  call-answered", StringComparison.Ordinal));
        Assert.DoesNotContain(node.Events, e => e.Text.EndsWith("  call-recording-failed", StringComparison.Ordinal));
        if (!answered)
        {
            Assert.Empty(files);
            return;
        }

        var manifest = JsonSerializer.Deserialize(File.ReadAllText(Assert.Single(files)), ManifestJson.Default.RecordingManifest)!;
        Assert.True(WavFile.TryRead(File.ReadAllBytes(Path.Combine(node.Recordings, manifest.Files[0].Name)), out var wav));
        var kept = new KilledRecording(manifest, wav, call.Away);
        foreach (var (channel, party) in new (int, PhoneCall?)[] { (0, call.Caller), (1, call.Callee) })
        {
            // A phone that lost its connection may have given up before the other one answered.
            if (party?.Media.Codec is null) continue;
            kept.AssertHolds(channel, party, node.Outages);
            kept.AssertExplains(channel, party, node.Outages);
        }
    }

    /// <summary>Every packet that was not sent around a crash is in the file, where it belongs.</summary>
    private void AssertHolds(int channel, PhoneCall party, IReadOnlyList<Outage> outages)
    {
        var samples = wav.Channel(channel);
        var from = manifest.StartedAt + Edge;
        var to = manifest.StartedAt + TimeSpan.FromSeconds(manifest.Seconds) - Edge;
        var due = party.Media.Sent.Where(packet => packet.At > from && packet.At < to
            && !outages.Any(outage => packet.At > outage.Died - LostBefore && packet.At < Joined(outage)));
        Assert.All(due, packet => Assert.True(
            IsAt(samples, packet, party.Media.Codec!), $"channel {channel}: {packet.At - manifest.StartedAt} is missing"));
    }

    /// <summary>A time the node was dead in the middle of the recording is a gap in its list.</summary>
    private void AssertExplains(int channel, PhoneCall party, IReadOnlyList<Outage> outages)
    {
        var sent = party.Media.Sent;
        foreach (var outage in outages)
        {
            var begin = (outage.Died - manifest.StartedAt).TotalSeconds;
            var end = (outage.Back - manifest.StartedAt).TotalSeconds;
            if (begin < 0 || end > manifest.Seconds || !sent.Any(packet => packet.At > Joined(outage))) continue;
            var gaps = manifest.Gaps.Where(gap => gap.Channel == channel).ToList();
            Assert.True(
                gaps.Exists(gap => gap.Start < begin + 0.06 && gap.Start + gap.Seconds > end - 0.06),
                $"channel {channel}: nothing says why {begin:F2} to {end:F2} is missing, only {string.Join(", ", gaps)}");
        }
    }

    private DateTimeOffset Joined(Outage outage) =>
        outage.Back + away + (outage.Negotiating ? LostAfterNegotiating : LostAfter);

    private bool IsAt(ReadOnlySpan<short> samples, SentPacket packet, PhoneCodec codec)
    {
        var spoken = codec.Decode(packet.Payload.Span);
        var at = (int)((packet.At - manifest.StartedAt).TotalSeconds * SamplesPerSecond);
        var first = Math.Max(0, at - SamplesPerSecond / 50);
        var last = Math.Min(samples.Length, at + spoken.Length + SamplesPerSecond / 50);
        return last > first && samples[first..last].IndexOf(spoken) >= 0;
    }
}
