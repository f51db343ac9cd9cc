namespace ActiveRecording.Runtime.Identifiers;

/// <summary>
/// Identifiers drawn from a seed (SplitMix64, period 2^64): the same seed gives the same run. For simulations and
/// tests; what it gives can be guessed.
/// </summary>
public sealed class SeededIdentifiers(ulong seed) : IIdentifiers
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <inheritdoc/>
    public ulong NextUInt64()
    {
        var mixed = Interlocked.Add(ref state, Gamma);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <inheritdoc/>
    public string NextToken(int length) => Base36.Token(length, () => (byte)(NextUInt64() >> 56));
}
