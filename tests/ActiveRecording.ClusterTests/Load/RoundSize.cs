namespace ActiveRecording.ClusterTests.Load;

/// <summary>How many calls are up.</summary>
/// <param name="Own">Our own, which are probed.</param>
/// <param name="Quiet">Of sipp, without media.</param>
/// <param name="Speaking">Of sipp, both sides speak.</param>
internal sealed record RoundSize(int Own, int Quiet, int Speaking)
{
    /// <summary>What a fault meets.</summary>
    public static readonly RoundSize Full = new(200, 80, 20);

    /// <summary>Enough for fresh processes to get into their stride: the first calls of a program are its slowest.</summary>
    public static readonly RoundSize WarmUp = new(40, 8, 2);
}
