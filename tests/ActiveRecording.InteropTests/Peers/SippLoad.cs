namespace ActiveRecording.InteropTests.Peers;

/// <summary>How much is called.</summary>
/// <param name="Calls">In all; as many may be at once.</param>
/// <param name="PerSecond">How many begin in a second.</param>
/// <param name="Talk">How long each lasts.</param>
internal sealed record SippLoad(int Calls, int PerSecond, TimeSpan Talk)
{
    /// <summary>From the first call's beginning to the last one's end.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Calls / PerSecond) + Talk;

    /// <summary>One call of some seconds.</summary>
    public static SippLoad One(double seconds) => new(1, 1, TimeSpan.FromSeconds(seconds));
}
