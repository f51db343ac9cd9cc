using System.Globalization;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>A call as sipp saw it, out of its short message log.</summary>
/// <param name="CallId">Call-ID.</param>
/// <param name="Answered">When it received the 200 to its INVITE.</param>
/// <param name="HungUp">When it sent its BYE.</param>
internal sealed record SippCall(string CallId, DateTimeOffset Answered, DateTimeOffset HungUp)
{
    /// <summary>From answer to hang-up.</summary>
    public TimeSpan Talked => HungUp - Answered;

    /// <summary>The calls that were answered and hung up, in the order of their answers.</summary>
    /// <param name="log">Lines of date, time and epoch, S or R, Call-ID, CSeq, first line; separated by tabs.</param>
    public static IReadOnlyList<SippCall> Read(IEnumerable<string> log)
    {
        var answered = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var calls = new List<SippCall>();
        foreach (var columns in log.Select(static line => line.Split('\t')).Where(static columns => columns.Length >= 7))
        {
            var at = DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(columns[2], CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
            var (direction, callId, cseq, first) = (columns[3], columns[4], columns[5], columns[6]);
            if (direction is "R" && cseq.EndsWith("INVITE", StringComparison.Ordinal) && first.Contains(" 200 ", StringComparison.Ordinal))
                answered.TryAdd(callId, at);
            else if (direction is "S" && first.StartsWith("BYE ", StringComparison.Ordinal) && answered.Remove(callId, out var since))
                calls.Add(new SippCall(callId, since, at));
        }
        return [.. calls.OrderBy(static call => call.Answered)];
    }
}
