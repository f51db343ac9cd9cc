namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// Gives back the room that a burst of transactions took, once an eighth of it is enough: idle calls must not pay for
/// the hour in which they were set up.
/// </summary>
internal static class PeakRoom
{
    private const int Least = 64;
    private const int Share = 8;

    /// <summary>To be called after a removal; costs nothing most of the time.</summary>
    public static void TrimAfterPeak<TKey, TValue>(this Dictionary<TKey, TValue> table)
        where TKey : notnull
    {
        if (IsWaste(table.Capacity, table.Count)) table.TrimExcess(2 * table.Count);
    }

    /// <inheritdoc cref="TrimAfterPeak{TKey,TValue}(Dictionary{TKey,TValue})"/>
    public static void TrimAfterPeak<TElement, TPriority>(this PriorityQueue<TElement, TPriority> queue)
    {
        if (IsWaste(queue.Capacity, queue.Count)) queue.TrimExcess();
    }

    private static bool IsWaste(int capacity, int count) => capacity > Least && count < capacity / Share;
}
