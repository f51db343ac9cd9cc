using System.Diagnostics.Metrics;

namespace ActiveRecording.Host.Metrics;

/// <summary>The names of instruments as Prometheus writes them: <c>activerecording_sip_messages_sent_total</c>.</summary>
internal static class MetricName
{
    /// <summary>Meter and instrument, a meter's last word not said twice, the unit, <c>_total</c> for counters.</summary>
    public static string Of(Instrument instrument)
    {
        var meter = Clean(instrument.Meter.Name);
        var name = Clean(instrument.Name);
        name = name[SaidTwice(name, meter[(meter.LastIndexOf('_') + 1)..])..];
        var unit = UnitSuffix(instrument.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        if (IsCounter(instrument) && !name.EndsWith("_total", StringComparison.Ordinal)) name += "_total";
        return $"{meter}_{name}";
    }

    /// <summary>How much of the name says its room again: <c>media_server_</c> of <c>media_server_legs</c> in <c>mediaserver</c>.</summary>
    private static int SaidTwice(string name, string room)
    {
        var at = 0;
        foreach (var letter in room)
        {
            if (at > 0 && at < name.Length && name[at] == '_') at++;
            if (at >= name.Length || name[at++] != letter) return 0;
        }
        return at < name.Length && name[at] == '_' ? at + 1 : 0;
    }

    /// <summary>Only ever grows.</summary>
    public static bool IsCounter(Instrument instrument) => Kind(instrument) is "Counter`1" or "ObservableCounter`1";

    /// <summary>A distribution.</summary>
    public static bool IsHistogram(Instrument instrument) => Kind(instrument) is "Histogram`1";

    /// <summary>Adds up what it is given, down as well.</summary>
    public static bool IsUpDownCounter(Instrument instrument) => Kind(instrument) is "UpDownCounter`1";

    /// <summary>Lower case, everything but letters and digits an underscore.</summary>
    public static string Clean(string name) =>
        string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? char.ToLowerInvariant(source[i]) : '_';
        });

    private static string Kind(Instrument instrument) => instrument.GetType().Name;

    private static string UnitSuffix(string? unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        "1" => "_ratio",
        _ => "",
    };
}
