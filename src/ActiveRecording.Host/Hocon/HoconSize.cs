namespace ActiveRecording.Host.Hocon;

/// <summary>Sizes as HOCON writes them: <c>1 GiB</c>, <c>64k</c>, <c>1500</c>.</summary>
public static class HoconSize
{
    /// <summary>
    /// Reads a size of 0 to 2^62 bytes; powers of 1000 are kB MB GB TB, of 1024 KiB MiB GiB TiB and the letters K M G T.
    /// </summary>
    public static bool TryParse(string? value, out long bytes)
    {
        bytes = 0;
        if (!HoconNumber.TrySplit(value, out var number, out var unit)) return false;
        var factor = Factor(unit);
        if (factor == 0 || number > (1L << 62) / factor) return false;
        bytes = (long)(number * factor);
        return true;
    }

    private static long Factor(string unit) => unit switch
    {
        "" or "B" or "b" or "byte" or "bytes" => 1,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        "KiB" or "Ki" or "K" or "k" => 1L << 10,
        "MiB" or "Mi" or "M" or "m" => 1L << 20,
        "GiB" or "Gi" or "G" or "g" => 1L << 30,
        "TiB" or "Ti" or "T" or "t" => 1L << 40,
        _ => 0,
    };
}
