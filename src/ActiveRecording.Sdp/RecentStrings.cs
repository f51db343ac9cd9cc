namespace ActiveRecording.Sdp;

/// <summary>
/// Strings seen lately, so that equal ones that live as long as a call are one object: the same Call-ID, tags and
/// addresses come by again and again while a call is set up, in one dialog after the other. A table of fixed size in
/// which a newcomer takes the place of whatever was there; any thread may use it, since the worst that a race does is to
/// share nothing.
/// </summary>
public static class RecentStrings
{
    private const int Places = 4096;
    private const int LongestShared = 256;
    private static readonly string?[] Table = new string?[Places];

    /// <summary>An equal string seen lately, else the string itself.</summary>
    public static string Of(string text)
    {
        if (text.Length is 0 or > LongestShared) return text;
        ref var place = ref Table[(uint)string.GetHashCode(text, StringComparison.Ordinal) % Places];
        var known = Volatile.Read(ref place);
        if (string.Equals(known, text, StringComparison.Ordinal)) return known!;
        Volatile.Write(ref place, text);
        return text;
    }
}
