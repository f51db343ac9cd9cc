namespace ActiveRecording.Sip.Transactions;

/// <summary>What a reliable provisional response is to the calling side (RFC 3262 §4).</summary>
public enum ReliableVerdict
{
    /// <summary>The first or the next one: to be handled and acknowledged by PRACK.</summary>
    Next,

    /// <summary>Seen before: dropped, its PRACK is under way.</summary>
    Repeated,

    /// <summary>One before it is missing: dropped, it will be repeated.</summary>
    Early,
}

/// <summary>The order of reliable provisional responses within one early dialog (RFC 3262 §4). Pure.</summary>
public static class ReliableOrder
{
    /// <summary>Judges a response.</summary>
    /// <param name="last">The RSeq of the last one handled; null before the first.</param>
    /// <param name="number">Its own RSeq.</param>
    public static ReliableVerdict Judge(uint? last, uint number) =>
        last is not { } before || number == before + 1 ? ReliableVerdict.Next
        : number <= before ? ReliableVerdict.Repeated
        : ReliableVerdict.Early;
}
