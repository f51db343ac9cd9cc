using ActiveRecording.Phone;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>What is missing of a stream at the socket of the phone that hears it.</summary>
internal static class HeardStream
{
    /// <summary>The bar for moving a call from one media path to another.</summary>
    private const double MostMissingMs = 60;

    private const double PacketMs = 20;

    /// <summary>
    /// From its first packet on, at most 60 ms of sound did not arrive, and no packet came more than 60 ms later than it
    /// was due.
    /// </summary>
    public static void AssertWhole(this PhoneCall call, double jitterMs = 0)
    {
        var (missing, longest) = call.Missing();
        Assert.True(missing <= MostMissingMs, $"{missing} ms of RTP are missing");
        Assert.True(longest <= PacketMs + MostMissingMs + jitterMs, $"nothing was heard for {longest} ms");
    }

    /// <summary>Milliseconds of sound that never came, by sequence numbers, and the longest time between two packets.</summary>
    public static (double MissingMs, double LongestPauseMs) Missing(this PhoneCall call)
    {
        var heard = call.Media.Heard;
        Assert.NotEmpty(heard);
        var offsets = heard.Select(packet => (int)(short)(packet.SequenceNumber - heard[0].SequenceNumber)).ToHashSet();
        var pauses = heard.Zip(heard.Skip(1), (one, next) => (next.At - one.At).TotalMilliseconds);
        return ((offsets.Max() - offsets.Min() + 1 - offsets.Count) * PacketMs, pauses.Max());
    }
}
