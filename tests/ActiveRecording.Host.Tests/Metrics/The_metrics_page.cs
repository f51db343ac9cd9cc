using System.Diagnostics.Metrics;
using ActiveRecording.Host.Metrics;

namespace ActiveRecording.Host.Tests.Metrics;

public sealed class The_metrics_page : IDisposable
{
    private readonly Meter meter = new("ActiveRecording.Sample");
    private readonly MetricsPage page = new();

    public void Dispose()
    {
        meter.Dispose();
        page.Dispose();
    }

    [Fact]
    public void Counts_by_tags()
    {
        var counter = meter.CreateCounter<long>("sample.messages.sent", "{message}", "Messages given to a transport.");
        counter.Add(2, new KeyValuePair<string, object?>("method", "INVITE"));
        counter.Add(1, new KeyValuePair<string, object?>("method", "BYE"));
        counter.Add(3, new KeyValuePair<string, object?>("method", "INVITE"));

        Assert.Equal(
            """
            # HELP activerecording_sample_messages_sent_total Messages given to a transport.
            # TYPE activerecording_sample_messages_sent_total counter
            activerecording_sample_messages_sent_total{method="BYE"} 1
            activerecording_sample_messages_sent_total{method="INVITE"} 5

            """, Of("messages_sent"));
    }

    [Fact]
    public void Shows_the_present_value_of_what_is_observed()
    {
        var calls = 3;
        meter.CreateObservableGauge("calls", () => calls);
        Of("calls");
        calls = 4;

        Assert.Contains("activerecording_sample_calls 4\n", Of("calls"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_instruments_of_one_name_from_several_meters()
    {
        using var other = new Meter("ActiveRecording.Sample");
        foreach (var one in (Meter[])[meter, other]) one.CreateObservableCounter("datagrams.received", () => 5L);

        Assert.Contains("activerecording_sample_datagrams_received_total 10\n", Of("datagrams"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cumulates_the_buckets_of_a_histogram()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var histogram = meter.CreateHistogram("setup", "s", "Post-dial delay.", null, advice);
        foreach (var seconds in (double[])[0.05, 0.5, 0.75, 4]) histogram.Record(seconds);

        Assert.EndsWith(
            """
            activerecording_sample_setup_seconds_bucket{le="0.1"} 1
            activerecording_sample_setup_seconds_bucket{le="1"} 3
            activerecording_sample_setup_seconds_bucket{le="+Inf"} 4
            activerecording_sample_setup_seconds_sum 5.3
            activerecording_sample_setup_seconds_count 4

            """, Of("setup"), StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_what_comes_from_outside_and_bounds_it()
    {
        var counter = meter.CreateCounter<int>("sources");
        counter.Add(1, new KeyValuePair<string, object?>("from", "a\"b\\c\nd"));
        for (var i = 0; i < 2_000; i++) counter.Add(1, new KeyValuePair<string, object?>("from", i));

        var text = Of("sources");
        Assert.Contains("{from=\"a\\\"b\\\\c\\nd\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("{overflow=\"true\"} 1001\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample.calls", "activerecording_sample_calls")]
    [InlineData("calls", "activerecording_sample_calls")]
    [InlineData("sam_ple.calls", "activerecording_sample_calls")]
    [InlineData("samples", "activerecording_sample_samples")]
    [InlineData("sample", "activerecording_sample_sample")]
    public void Names_the_room_once(string instrument, string metric)
    {
        meter.CreateObservableGauge(instrument, () => 1);

        Assert.Contains($"{metric} 1\n", page.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_listen_to_others()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("strangers").Add(1);

        Assert.DoesNotContain("strangers", page.Render(), StringComparison.Ordinal);
    }

    private string Of(string name) => string.Concat(page.Render().Split('\n')
        .Where(line => line.Contains($"activerecording_sample_{name}", StringComparison.Ordinal))
        .Select(static line => line + "\n"));
}
