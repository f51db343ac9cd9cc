using System.Buffers;
using System.Globalization;

namespace ActiveRecording.Host.Hocon;

/// <summary>A number with a unit behind it.</summary>
internal static class HoconNumber
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint;

    /// <summary>Splits <c>1.5 GiB</c>; the number is not negative and below 10^15, the unit may be empty.</summary>
    public static bool TrySplit(string? value, out decimal number, out string unit)
    {
        var text = (value ?? "").AsSpan().Trim();
        var end = text.IndexOfAnyExcept(Digits);
        if (end < 0) end = text.Length;
        unit = text[end..].Trim().ToString();
        return decimal.TryParse(text[..end], Plain, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000_000_000m;
    }
}
