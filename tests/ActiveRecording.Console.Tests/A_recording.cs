using System.Net;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Reporting.Tests;

namespace ActiveRecording.Console.Tests;

public sealed class A_recording : IAsyncLifetime
{
    private const string Path = $"/api/recordings/{Told.RecordingId}";
    private static readonly byte[] Audio = [.. Enumerable.Range(0, 1_000).Select(number => (byte)number)];
    private static readonly byte[] Native = [1, 2, 3];
    private readonly Site site = new();

    public async ValueTask InitializeAsync()
    {
        site.Tell(Told.CallUuid, Told.Created(), Told.Answered(), Told.Requested(), Told.Started(), Told.Stopped(), Told.Ended());
        site.Tell(Told.RecordingId, [.. Told.Received(), .. Told.Completed(), Told.Sealed()]);
        var call = new RecordedCall("c2", "1002", "1003", "", "", "", null, "");
        site.Tell("receiving", new RecordingStarted("receiving", call, Told.T0));
        site.Tell("failed", new RecordingStarted("failed", call, Told.T0), new RecordingFailed("failed", call, "disk full", Told.T0));
        site.Tell("lost", Told.Sealed() with { File = Told.Sealed().File with { Name = "lost.wav" } });
        site.Tell("native", Told.Sealed() with
        {
            File = Told.Sealed().File with { Natives = [new NativeRecordedFile("call.0.opus.rtpdump", "cd", 0, "opus")] },
        });
        await File.WriteAllBytesAsync(site.PathOf("call.0.opus.rtpdump"), Native, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(site.PathOf("call.wav"), Audio, TestContext.Current.CancellationToken);
        await site.StartAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Has_its_metadata()
    {
        var recording = await site.GetAsync(Path);

        Assert.Equal("sealed", (string)recording["state"]!);
        Assert.Equal(Told.CallUuid, (string)recording["callUuid"]!);
        Assert.Equal(("1001", "1003", "1001"), ((string)recording["dn"]!, (string)recording["ani"]!, (string)recording["dnis"]!));
        Assert.Equal("2026-11-20T09:41:02.000Z", (string)recording["start"]!);
        Assert.Equal("2026-11-20T09:41:12.020Z", (string)recording["end"]!);
        Assert.Equal((10.02, 3, 0.4), ((double)recording["seconds"]!, (int)recording["lostPackets"]!, (double)recording["alignmentMs"]!));
        Assert.Equal("""[{"channel":0,"dn":"1001"},{"channel":1,"dn":"1003"}]""", recording["parties"]!.ToJsonString());
        Assert.Equal("""[{"channel":1,"start":4.5,"seconds":0.06,"cause":"loss","lostPackets":3}]""", recording["gaps"]!.ToJsonString());
        Assert.Equal("""[{"name":"call.wav","bytes":1000}]""", recording["files"]!.ToJsonString());
        Assert.Equal("""[{"file":"call.wav","algorithm":"SHA-256","value":"ab"}]""", recording["hashes"]!.ToJsonString());
        Assert.Equal(["s1", "s2"], recording["segments"]!.AsArray().Select(segment => (string)segment!["session"]!));
        Assert.Equal("requested", (string)recording["indications"]![0]!["what"]!);
        Assert.Equal($"{Path}/audio", (string)recording["audio"]!);
    }

    [Fact]
    public async Task Gives_its_audio()
    {
        using var response = await site.SendAsync(HttpMethod.Get, $"{Path}/audio");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Audio, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("audio/wav", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bytes", Assert.Single(response.Headers.AcceptRanges));
        Assert.Equal("\"ab\"", response.Headers.ETag!.Tag);
        Assert.Equal(("inline", "call.wav"), (response.Content.Headers.ContentDisposition!.DispositionType,
            response.Content.Headers.ContentDisposition.FileName));
    }

    [Theory]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=900-", 900, 100)]
    [InlineData("bytes=-10", 990, 10)]
    [InlineData("bytes=500-5000", 500, 500)]
    public async Task Gives_a_range_of_its_audio(string range, int start, int length)
    {
        using var response = await site.SendAsync(HttpMethod.Get, $"{Path}/audio", ("Range", range), ("If-Range", "\"ab\""));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(Audio.AsSpan(start, length).ToArray(), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"bytes {start}-{start + length - 1}/1000", response.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Refuses_a_range_beyond_its_end()
    {
        using var response = await site.SendAsync(HttpMethod.Get, $"{Path}/audio", ("Range", "bytes=1000-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    }

    [Fact]
    public async Task Tells_the_length_of_its_audio_without_sending_it()
    {
        using var response = await site.SendAsync(HttpMethod.Head, $"{Path}/audio");

        Assert.Equal((HttpStatusCode.OK, 1000L), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Is_not_sent_again_to_who_has_it()
    {
        using var response = await site.SendAsync(HttpMethod.Get, $"{Path}/audio", ("If-None-Match", "\"ab\""));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task Gives_streams_that_cannot_be_decoded_as_they_came()
    {
        var recording = await site.GetAsync("/api/recordings/native");
        using var response = await site.SendAsync(HttpMethod.Get, "/api/recordings/native/files/call.0.opus.rtpdump");
        using var audio = await site.SendAsync(HttpMethod.Get, "/api/recordings/native/files/call.wav");

        Assert.Equal(
            """[{"name":"call.wav","bytes":1000},{"name":"call.0.opus.rtpdump","bytes":3,"channel":0,"codec":"opus"}]""",
            recording["files"]!.ToJsonString());
        Assert.Equal("cd", (string)recording["hashes"]![1]!["value"]!);
        Assert.Equal(Native, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("audio/wav", audio.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("unknown/files/call.wav", 404, "no recording 'unknown'")]
    [InlineData("native/files/other.wav", 404, "no file 'other.wav'")]
    [InlineData("native/files/..%2Fjournal.db", 404, "no file")]
    [InlineData("receiving/files/call.wav", 409, "its state is 'recording'")]
    [InlineData("unknown", 404, "no recording 'unknown'")]
    [InlineData("unknown/audio", 404, "no recording 'unknown'")]
    [InlineData("receiving/audio", 409, "its state is 'recording'")]
    [InlineData("failed/audio", 404, "failed (disk full)")]
    [InlineData("lost/audio", 410, "sealed as 'lost.wav'")]
    [InlineData("..%2F..%2Fetc%2Fpasswd/audio", 404, "There is no recording")]
    public async Task Says_why_there_is_none(string path, int status, string detail)
    {
        var problem = await site.GetAsync($"/api/recordings/{path}", (HttpStatusCode)status);

        Assert.Contains(detail, (string)problem["detail"]!, StringComparison.Ordinal);
    }
}
