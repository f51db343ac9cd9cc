using ActiveRecording.ClusterTests.Arena;

namespace ActiveRecording.ClusterTests.Faults;

/// <summary>One thing that breaks.</summary>
/// <param name="Says">In words, for people.</param>
/// <param name="Hit">Breaks it.</param>
/// <param name="WhileBrokenAsync">Done when it is to be put right; for how long nobody could answer by the fault itself.</param>
/// <param name="Mend">Puts it right; the cluster becomes whole again by itself.</param>
internal sealed record Strike(string Says, Action Hit, Func<Task<TimeSpan>> WhileBrokenAsync, Action Mend)
{
    /// <summary>The node whose calls alone are affected; null for all calls.</summary>
    public HostProcess? Only { get; init; }

    /// <summary>The node that is no member any more afterwards, and joins again; null where nobody may be deposed.</summary>
    public HostProcess? Deposes { get; init; }

    /// <summary>Something that stays broken for a while, in which everybody could answer all the same.</summary>
    public static Strike For(TimeSpan time, string says, Action hit, Action mend) => new(
        says,
        hit,
        async () =>
        {
            await Task.Delay(time);
            return TimeSpan.Zero;
        },
        mend);
}
