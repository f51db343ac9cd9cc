namespace ActiveRecording.InteropTests.Capture;

/// <summary>Finds SIP messages among captured datagrams.</summary>
internal static class SipOnTheWire
{
    /// <summary>Requests of a method, repetitions left out.</summary>
    public static IEnumerable<CapturedDatagram> Requests(this IEnumerable<CapturedDatagram> seen, string method) => seen
        .Where(one => one.StartLine.StartsWith(method + " ", StringComparison.Ordinal) && one.StartLine.EndsWith(" SIP/2.0", StringComparison.Ordinal))
        .DistinctBy(static one => (one.Header("Via"), one.Header("CSeq")));

    /// <summary>Responses of a status to a method, repetitions left out.</summary>
    public static IEnumerable<CapturedDatagram> Responses(this IEnumerable<CapturedDatagram> seen, int status, string method) => seen
        .Where(one => one.StartLine.StartsWith($"SIP/2.0 {status} ", StringComparison.Ordinal)
            && one.Header("CSeq")?.EndsWith(" " + method, StringComparison.Ordinal) == true)
        .DistinctBy(static one => (one.Header("Via"), one.Header("CSeq")));

    /// <summary>From a port of this machine to another.</summary>
    public static IEnumerable<CapturedDatagram> Between(this IEnumerable<CapturedDatagram> seen, int from, int to) =>
        seen.Where(one => one.From.Port == from && one.To.Port == to);
}
