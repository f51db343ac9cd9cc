using System.Globalization;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>A call as two sipps saw it, out of their short message logs.</summary>
/// <param name="Answered">When the callee sent its 200.</param>
/// <param name="HungUp">When the caller sent its BYE.</param>
internal sealed record SippCall(DateTimeOffset Answered, DateTimeOffset HungUp)
{
    /// <summary>From answer to hang-up.</summary>
    public TimeSpan Talked => HungUp - Answered;

    /// <summary>
    /// The calls in the order of their answers. Each side knows a call by another Call-ID; what is answered first is heard
    /// of first.
    /// </summary>
    /// <param name="caller">The caller's log: lines of date, time, epoch, S or R, Call-ID, CSeq, first line, tabs between them.</param>
    /// <param name="callee">The callee's.</param>
    public static IReadOnlyList<SippCall> Read(IEnumerable<string> caller, IEnumerable<string> callee)
    {
        var called = caller.Select(Line.Read).OfType<Line>().ToList();
        var hungUp = called.Where(static line => line is { Sent: true, IsBye: true }).ToLookup(static line => line.CallId, static line => line.At);
        var heard = Answers(called, sent: false).Where(line => hungUp.Contains(line.CallId));
        var given = Answers(callee.Select(Line.Read).OfType<Line>(), sent: true);
        return [.. given.Zip(heard, (answer, line) => new SippCall(answer.At, hungUp[line.CallId].First()))];
    }

    private static IEnumerable<Line> Answers(IEnumerable<Line> lines, bool sent) => lines
        .Where(line => line.IsAnswer && line.Sent == sent).DistinctBy(static line => line.CallId).OrderBy(static line => line.At);

    private sealed record Line(DateTimeOffset At, bool Sent, string CallId, string CSeq, string First)
    {
        public bool IsAnswer => CSeq.EndsWith("INVITE", StringComparison.Ordinal) && First.Contains(" 200 ", StringComparison.Ordinal);

        public bool IsBye => First.StartsWith("BYE ", StringComparison.Ordinal);

        public static Line? Read(string text)
        {
            if (text.Split('\t') is not [_, _, var epoch, var direction, var callId, var cseq, var first, ..]) return null;
            var at = DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(epoch, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
            return new Line(at, direction is "S", callId, cseq, first);
        }
    }
}
