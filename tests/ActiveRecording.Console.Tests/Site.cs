using System.Net;
using System.Text.Json.Nodes;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Console.Tests;

/// <summary>The console on a real socket, over what was journalled before it started.</summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly JournalCodec<CallEvent> Calls = new(CallJournal.Default);
    private static readonly JournalCodec<RecordingEvent> Recordings = new(RecordingJournal.Default);
    private readonly MemoryJournal journal = new();
    private readonly MemoryReadModels store = new();
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("console-");
    private readonly HttpClient client = new();
    private WebApplication? web;
    private ProjectionRunner? projections;

    /// <summary>What the switch answers; null: there is none.</summary>
    internal SwitchBehindTheSite? Switch { get; init; }

    public string PathOf(string file) => Path.Combine(files.FullName, Path.GetFileName(file));

    public void Tell(string callUuid, params CallEvent[] events) =>
        Append(new StreamId("call", callUuid), [.. events.Select(Calls.Encode)]);

    public void Tell(string recordingId, params RecordingEvent[] events) =>
        Append(new StreamId("recording", recordingId), [.. events.Select(Recordings.Encode)]);

    public async Task<Site> StartAsync()
    {
        projections = new ProjectionRunner(journal, journal, store, [.. Enumerable.Range(0, 16)], TimeProvider.System, NullLogger.Instance);
        projections.Start();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddConsole();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        web = builder.Build();
        web.UseConsoleProblems();
        web.UseRouting();
        web.MapConsole(new ReportingQueries(store), PathOf, Switch);
        await web.StartAsync(TestContext.Current.CancellationToken);
        client.BaseAddress = new Uri(web.Urls.Single());
        return this;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, type), TestContext.Current.CancellationToken);

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        var type = expected == HttpStatusCode.OK ? "application/json" : "application/problem+json";
        Assert.StartsWith(type, response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (web is not null) await web.DisposeAsync();
        if (projections is not null) await projections.DisposeAsync();
        files.Delete(recursive: true);
    }

    private void Append(StreamId stream, EventData[] events)
    {
        var fence = journal.TakeOverAsync([stream.ShardOf(16)], CancellationToken.None).Result[0];
        var append = new StreamAppend(stream, 0, fence, Guid.NewGuid(), events, false);
        Assert.Equal(AppendOutcome.Appended, journal.AppendAsync(append, CancellationToken.None).Result);
    }
}
