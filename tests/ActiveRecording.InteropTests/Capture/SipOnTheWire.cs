namespace ActiveRecording.InteropTests.Capture;

/// <summary>Finds SIP messages among what was captured. A request over TCP comes from any port, its response goes there.</summary>
internal static class SipOnTheWire
{
    /// <summary>Requests of a method, repetitions left out.</summary>
    public static IEnumerable<Captured> Requests(this IEnumerable<Captured> seen, string method) => seen
        .Where(one => one.StartLine.StartsWith(method + " ", StringComparison.Ordinal) && one.StartLine.EndsWith(" SIP/2.0", StringComparison.Ordinal))
        .DistinctBy(static one => (one.Header("Via"), one.Header("CSeq")));

    /// <summary>Responses of a status to a method, repetitions left out.</summary>
    public static IEnumerable<Captured> Responses(this IEnumerable<Captured> seen, int status, string method) => seen
        .Where(one => one.StartLine.StartsWith($"SIP/2.0 {status} ", StringComparison.Ordinal)
            && one.Header("CSeq")?.EndsWith(" " + method, StringComparison.Ordinal) == true)
        .DistinctBy(static one => (one.Header("Via"), one.Header("CSeq")));

    /// <summary>To a port of this machine.</summary>
    public static IEnumerable<Captured> To(this IEnumerable<Captured> seen, int port) => seen.Where(one => one.To.Port == port);

    /// <summary>From a port of this machine.</summary>
    public static IEnumerable<Captured> From(this IEnumerable<Captured> seen, int port) => seen.Where(one => one.From.Port == port);
}
