using System.Diagnostics;

namespace ActiveRecording.Fuzz;

/// <summary>Runs one input: no exception, no hang, no more memory than allowed.</summary>
public sealed class Judge(FuzzTarget target)
{
    /// <summary>A busy machine interrupts anything; what is slow is slow every time.</summary>
    private const int TriesBeforeSlow = 4;

    /// <summary>When the input under test began; 0 between inputs. For <see cref="InputUnderTest"/>.</summary>
    public long Began => Volatile.Read(ref began);

    private long began;

    /// <summary>Judges an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="outcome">What the target says happened; empty if it failed.</param>
    /// <returns>Null, or what is wrong.</returns>
    public string? Try(byte[] input, out string outcome)
    {
        outcome = "";
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (took, allocated) = Measure(input, out outcome);
                if (allocated > target.AllocationLimit(input.Length))
                    return $"allocates {allocated} bytes for {input.Length}, more than {target.AllocationLimit(input.Length)}";
                if (took <= target.TimeLimit) return null;
                if (attempt == TriesBeforeSlow) return $"takes {took.TotalMilliseconds:F0} ms, more than {target.TimeLimit.TotalMilliseconds:F0}";
            }
        }
        catch (Exception exception)
        {
            return exception is FuzzException ? exception.Message : $"throws {exception.GetType().Name}: {exception.Message}";
        }
        finally
        {
            Volatile.Write(ref began, 0);
        }
    }

    private (TimeSpan Took, long Allocated) Measure(byte[] input, out string outcome)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref began, start);
        outcome = target.Check(input);
        return (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
