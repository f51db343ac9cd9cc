namespace ActiveRecording.Host.Metrics;

/// <summary>One line, or one histogram, of the metrics page: an instrument with one set of tags.</summary>
internal sealed class MetricSeries(string labels, double[]? bounds)
{
    private readonly Lock gate = new();
    private readonly long[] buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double sum;
    private long count;

    /// <summary><c>a="1",b="2"</c>, without braces; empty without tags.</summary>
    public string Labels { get; } = labels;

    public void Add(double value)
    {
        lock (gate) sum += value;
    }

    public void Set(double value)
    {
        lock (gate) sum = value;
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds!.Length && value > bounds[bucket]) bucket++;
        lock (gate)
        {
            sum += value;
            count++;
            buckets[bucket]++;
        }
    }

    /// <summary>A consistent copy.</summary>
    public MetricValue Read()
    {
        lock (gate) return new MetricValue(Labels, sum, count, bounds ?? [], [.. buckets]);
    }
}

/// <summary>A series as it was read.</summary>
/// <param name="Labels">As on the page.</param>
/// <param name="Sum">The value, or of a histogram the sum.</param>
/// <param name="Count">Measurements of a histogram.</param>
/// <param name="Bounds">Upper bounds of a histogram's buckets but the last.</param>
/// <param name="Buckets">Measurements per bucket, one more than bounds.</param>
internal sealed record MetricValue(string Labels, double Sum, long Count, double[] Bounds, long[] Buckets)
{
    /// <summary>The same series of two instruments of one name.</summary>
    public MetricValue Plus(MetricValue other) => this with
    {
        Sum = Sum + other.Sum,
        Count = Count + other.Count,
        Buckets = [.. Buckets.Zip(other.Buckets, static (a, b) => a + b)],
    };
}
