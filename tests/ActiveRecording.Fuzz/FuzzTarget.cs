namespace ActiveRecording.Fuzz;

/// <summary>A parser under test.</summary>
public abstract class FuzzTarget
{
    /// <summary>As on the command line, and the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>What mutations put in: words and signs of the format.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>No input is longer, in bytes.</summary>
    public virtual int MaxInputBytes => 65_535;

    /// <summary>Beyond it an input counts as a hang.</summary>
    public virtual TimeSpan TimeLimit => TimeSpan.FromMilliseconds(100);

    /// <summary>The most that one check may allocate in all, in bytes.</summary>
    /// <param name="inputBytes">Length of the input.</param>
    public abstract long AllocationLimit(int inputBytes);

    /// <summary>Reads an input and checks what must hold of whatever was read. Exceptions are failures.</summary>
    /// <returns>What happened, in few different words: an input with a new one is mutated further.</returns>
    /// <exception cref="FuzzException">Something does not hold.</exception>
    public abstract string Check(byte[] input);

    /// <summary>Fails unless <paramref name="holds"/>.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds) throw new FuzzException(what);
    }
}

/// <summary>What must hold of an input does not.</summary>
public sealed class FuzzException(string what) : Exception(what);
