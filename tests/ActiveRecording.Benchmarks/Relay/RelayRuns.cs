using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Runs of one subject: each starts it anew, warms it up and measures it.</summary>
internal sealed class RelayRuns(TimeSpan measured)
{
    /// <summary>Until everything is compiled in its last form.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, List<LoadResult>> results = new(StringComparer.Ordinal);

    /// <summary>One run, which is kept under the subject's name.</summary>
    public void Add(RelaySubject? subject, int calls)
    {
        if (subject is null) return;
        if (!results.TryGetValue(subject.Name, out var list)) results[subject.Name] = list = [];
        list.Add(Measure(subject, calls));
    }

    /// <summary>One run.</summary>
    public LoadResult Measure(RelaySubject subject, int calls)
    {
        using var layout = new LoadLayout(calls, subject.Recorders);
        using var relay = subject.Start(layout);
        var result = RtpLoad.Run(layout, relay, WarmUp, measured);
        System.Console.Error.WriteLine($"{subject.Name,-24} {calls,5} calls: {result}");
        return result;
    }

    /// <summary>The median of a figure; null without a run.</summary>
    public double? Median(RelaySubject? subject, Func<LoadResult, double> figure) =>
        Of(subject) is { Count: > 0 } runs ? Measured.Median([.. runs.Select(figure)]) : null;

    /// <summary>The largest of a figure.</summary>
    public double Worst(RelaySubject subject, Func<LoadResult, double> figure) => Of(subject).Max(figure);

    /// <summary>The median of the quotients of runs that followed each other; null without any.</summary>
    public double? Ratio(RelaySubject ours, RelaySubject? theirs, Func<LoadResult, double> figure)
    {
        var quotients = Of(ours).Zip(Of(theirs), (one, other) => figure(one) / figure(other)).ToArray();
        return quotients.Length > 0 ? Measured.Median(quotients) : null;
    }

    private List<LoadResult> Of(RelaySubject? subject) =>
        subject is not null && results.TryGetValue(subject.Name, out var runs) ? runs : [];
}
