namespace ActiveRecording.Fuzz;

/// <summary>Makes a failing input shorter while it fails in the same way.</summary>
internal static class Shrinker
{
    /// <summary>The shortest that taking blocks away leads to.</summary>
    public static byte[] Shrink(byte[] input, Func<byte[], bool> failsAlike)
    {
        for (var block = input.Length / 2; block > 0; block /= 2)
        {
            for (var at = 0; at + block <= input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + block)..]];
                if (failsAlike(shorter)) input = shorter;
                else at += block;
            }
        }

        return input;
    }
}
