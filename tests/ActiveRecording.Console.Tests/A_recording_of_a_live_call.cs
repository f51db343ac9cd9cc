using System.Net;
using System.Text.Json.Nodes;
using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Console.Tests;

public sealed class A_recording_of_a_live_call : IAsyncLifetime
{
    private const string Path = "/api/calls/C1/recording";
    private readonly SwitchBehindTheSite calls = new();
    private readonly Site site;

    public A_recording_of_a_live_call() => site = new Site { Switch = calls };

    public async ValueTask InitializeAsync() => await site.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Is_started_for_a_party()
    {
        calls.Answer = new RecordingAnswer.Begun("R1");

        using var response = await site.PostAsync(Path, """{"action":"start","dn":"1003"}""");

        Assert.Equal((HttpStatusCode.Accepted, "/api/recordings/R1"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal("""{"id":"R1","state":"requested"}""", await BodyAsync(response));
        Assert.Equal(["start C1 1003"], calls.Asked);
    }

    [Theory]
    [InlineData("""{"action":"stop"}""", "stop C1")]
    [InlineData("""{"action":"stop","dn":"1003"}""", "stop C1 1003")]
    public async Task Is_stopped(string body, string asked)
    {
        calls.Answer = new RecordingAnswer.Stopped("R1");

        using var response = await site.PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"id":"R1","state":"off"}""", await BodyAsync(response));
        Assert.Equal([asked], calls.Asked);
    }

    [Theory]
    [InlineData(RecordingRefusal.UnknownCall, 404, "Unknown call")]
    [InlineData(RecordingRefusal.NotAParty, 404, "Unknown party")]
    [InlineData(RecordingRefusal.NotAnswered, 409, "Not answered")]
    [InlineData(RecordingRefusal.CallOver, 409, "Call over")]
    [InlineData(RecordingRefusal.AlreadyRecording, 409, "Already recording")]
    [InlineData(RecordingRefusal.NotRecording, 409, "Not recording")]
    [InlineData(RecordingRefusal.Busy, 409, "Busy")]
    [InlineData(RecordingRefusal.NoMediaServer, 503, "No Media Server")]
    public async Task Is_refused_with_a_problem(RecordingRefusal refusal, int status, string title)
    {
        calls.Answer = new RecordingAnswer.Refused(refusal);

        await AssertProblemAsync("""{"action":"start","dn":"1003"}""", status, title);
    }

    [Fact]
    public async Task Is_not_promised_when_the_call_does_not_answer() =>
        await AssertProblemAsync("""{"action":"start","dn":"1003"}""", 503, "No answer");

    [Theory]
    [InlineData("""{"action":"start"}""")]
    [InlineData("""{"action":"start","dn":""}""")]
    [InlineData("""{"action":"stop","dn":""}""")]
    [InlineData("""{"action":"pause","dn":"1003"}""")]
    [InlineData("""{"action":1}""")]
    [InlineData("""{"action":"start","dn":"1003" """)]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Needs_a_command_that_can_be_read(string body)
    {
        await AssertProblemAsync(body, 400, null);
        Assert.Empty(calls.Asked);
    }

    [Fact]
    public async Task Is_commanded_in_JSON()
    {
        using var response = await site.PostAsync(Path, "action=start&dn=1003", "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Needs_a_switch()
    {
        await using var bare = await new Site().StartAsync();

        using var response = await bare.PostAsync(Path, """{"action":"start","dn":"1003"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task AssertProblemAsync(string body, int status, string? title)
    {
        using var response = await site.PostAsync(Path, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await BodyAsync(response))!;
        Assert.Equal(status, (int)problem["status"]!);
        if (title is not null) Assert.Equal(title, (string)problem["title"]!);
    }
}
