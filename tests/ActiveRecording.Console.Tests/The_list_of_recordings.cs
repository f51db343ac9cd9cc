using System.Net;
using System.Text.Json.Nodes;
using ActiveRecording.Reporting.Tests;

namespace ActiveRecording.Console.Tests;

public sealed class The_list_of_recordings : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync()
    {
        for (var number = 0; number < 5; number++)
        {
            var created = Told.Created() with { Ani = $"100{number}" };
            var asked = Told.Requested();
            var id = $"r{number}";
            site.Tell($"c{number}", created with { Identity = created.Identity with { CallUuid = $"c{number}", RecordingId = id } },
                asked with { At = Told.T0.AddMinutes(number), Parameters = asked.Parameters with { Id = id } });
        }

        await site.StartAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Is_newest_first()
    {
        var page = await site.GetAsync("/api/recordings");

        Assert.Equal(["r4", "r3", "r2", "r1", "r0"], Ids(page));
        Assert.Null(page["next"]);
    }

    [Fact]
    public async Task Goes_on_from_a_cursor()
    {
        var first = await site.GetAsync("/api/recordings?limit=2");
        var second = await site.GetAsync($"/api/recordings?limit=2&cursor={first["next"]}");
        var third = await site.GetAsync($"/api/recordings?limit=2&cursor={second["next"]}");

        Assert.Equal(["r4", "r3", "r2", "r1", "r0"], [.. Ids(first), .. Ids(second), .. Ids(third)]);
        Assert.Null(third["next"]);
    }

    [Theory]
    [InlineData("from=2026-11-20T09:43:00Z", "r4,r3,r2")]
    [InlineData("from=2026-11-20T09:43:00", "r4,r3,r2")]
    [InlineData("from=2026-11-20T10:43:00%2B01:00", "r4,r3,r2")]
    [InlineData("to=2026-11-20T09:42:00Z", "r0")]
    [InlineData("from=2026-11-20T09:42:00Z&to=2026-11-20T09:44:00Z", "r2,r1")]
    [InlineData("ani=1002", "r2")]
    [InlineData("callUuid=c3", "r3")]
    [InlineData("dn=1001&state=requested&dnis=1001&limit=1", "r4")]
    [InlineData("dn=1002", "")]
    [InlineData("state=sealed", "")]
    public async Task Is_filtered(string query, string expected)
    {
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), Ids(await site.GetAsync($"/api/recordings?{query}")));
    }

    [Theory]
    [InlineData("from=yesterday", "from", "ISO 8601")]
    [InlineData("from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z", "to", "later")]
    [InlineData("state=finished", "state", "requested, recording, sealing, sealed, failed")]
    [InlineData("limit=0", "limit", "1 to 1000")]
    [InlineData("limit=1001", "limit", "1 to 1000")]
    [InlineData("limit=ten", "limit", "1 to 1000")]
    [InlineData("cursor=abc", "cursor", "'next' of the page before")]
    [InlineData("dm=1001", "dm", "no parameter")]
    public async Task Says_what_is_wrong_with_a_parameter(string query, string parameter, string message)
    {
        var problem = await site.GetAsync($"/api/recordings?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(400, (int)problem["status"]!);
        Assert.Contains(message, (string)problem["errors"]![parameter]![0]!, StringComparison.Ordinal);
        Assert.Contains(message, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(item => (string)item!["id"]!);
}
