using System.Globalization;

namespace ActiveRecording.Benchmarks;

/// <summary>What stands on the command line behind the names.</summary>
/// <param name="Names">Which benchmarks; none: all.</param>
/// <param name="IsJson">Nothing but the JSON object on standard output.</param>
/// <param name="Runs">How often each case of a load is run; medians are reported.</param>
/// <param name="Seconds">How long each run is measured, after its warm-up.</param>
/// <param name="Calls">Calls of a load.</param>
/// <param name="Plot">Where a plot is written; null for none.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Names, bool IsJson, int Runs, int Seconds, int Calls, string? Plot)
{
    /// <exception cref="FormatException">A number was expected.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions([], IsJson: false, Runs: 5, Seconds: 5, Calls: 500, Plot: null);
        for (var at = 0; at < arguments.Length; at++)
        {
            options = arguments[at] switch
            {
                "--json" => options with { IsJson = true },
                "--runs" => options with { Runs = Number(ref at) },
                "--seconds" => options with { Seconds = Number(ref at) },
                "--calls" => options with { Calls = Number(ref at) },
                "--plot" => options with { Plot = Value(ref at) },
                ['-', ..] => throw new FormatException($"There is no option {arguments[at]}."),
                var name => options with { Names = [.. options.Names, name] },
            };
        }

        return options;

        string Value(ref int at) =>
            at + 1 < arguments.Length ? arguments[++at] : throw new FormatException($"{arguments[at]} wants a value.");

        int Number(ref int at) =>
            int.TryParse(Value(ref at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new FormatException($"{arguments[at]} is no number of 1 or more.");
    }
}
