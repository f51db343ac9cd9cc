using System.Diagnostics;
using System.Net;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class The_quickstart_node(ITestOutputHelper output) : NodeScenario
{
    [Fact]
    public async Task Is_ready_within_three_seconds_and_says_so()
    {
        var watch = Stopwatch.StartNew();
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        output.WriteLine($"ready after {watch.ElapsedMilliseconds} ms");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("""{"status":"ready","reasons":[]}""", await node.Http.GetStringAsync("/health/ready"));
        Assert.Equal("""{"status":"live","reasons":[]}""", await node.Http.GetStringAsync("/health/live"));
        Assert.Contains("activerecording_sip_", await node.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await node.Http.GetAsync("/openapi/v1.json")).StatusCode);
        Assert.Equal("""{"items":[]}""", await node.Http.GetStringAsync("/api/recordings"));
    }

    [Fact]
    public async Task Goes_on_with_its_data_after_a_restart()
    {
        var folder = NewFolder("node");
        await using (var first = await NodeUnderTest.StartAsync(folder)) Assert.DoesNotContain("fail:", first.Output, StringComparison.Ordinal);

        await using var second = await NodeUnderTest.StartAsync(folder);

        Assert.DoesNotContain("fail:", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", second.Output, StringComparison.Ordinal);
    }
}
