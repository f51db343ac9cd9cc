using ActiveRecording.Console.Mapping;
using ActiveRecording.Operations;
using ActiveRecording.Reporting;
using ActiveRecording.Reporting.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ActiveRecording.Console.Endpoints;

/// <summary><c>/api/recordings</c>.</summary>
internal sealed class RecordingEndpoints(ReportingQueries queries, Func<string, string> pathOf)
{
    private const string Wav = "audio/wav";
    private const string AnyBytes = "application/octet-stream";

    public void Map(RouteGroupBuilder api)
    {
        var recordings = api.MapGroup("/recordings").WithTags("Recordings");
        recordings.MapGet("", ListAsync).WithName("ListRecordings")
            .WithSummary("Every recording that was asked for, newest first; also those that failed.");
        recordings.MapGet("/{id}", FindAsync).WithName("GetRecording")
            .WithSummary("Parties, segments, gaps, indications, hashes and files of one recording.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        recordings.MapMethods("/{id}/audio", [HttpMethods.Get, HttpMethods.Head], AudioAsync).WithName("GetRecordingAudio")
            .WithSummary("The stereo WAV, the recorded DN left; takes range requests (RFC 9110 §14).")
            .Produces(StatusCodes.Status200OK, contentType: Wav)
            .Produces(StatusCodes.Status206PartialContent, contentType: Wav)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone);
        recordings.MapMethods("/{id}/files/{name}", [HttpMethods.Get, HttpMethods.Head], FileAsync).WithName("GetRecordingFile")
            .WithSummary("A file of the recording by its name: the WAV, or a stream as it came in the rtpdump format.")
            .Produces(StatusCodes.Status200OK, contentType: Wav)
            .Produces(StatusCodes.Status200OK, contentType: AnyBytes)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private async Task<Results<Ok<Page<Recording>>, ValidationProblem>> ListAsync(
        [AsParameters] ListParameters parameters, CancellationToken stop)
    {
        if (!ListQuery.TryRead<RecordingProgress>(parameters, out var filter, out var problem)) return problem;
        var page = await queries.RecordingsAsync(filter, stop);
        return TypedResults.Ok(new Page<Recording>(
            [.. page.Items.Select(recording => RecordingMapping.Of(recording, pathOf))], page.Next?.ToString()));
    }

    private async Task<Results<Ok<Recording>, ProblemHttpResult>> FindAsync(string id, CancellationToken stop) =>
        await queries.RecordingAsync(id, stop) is { } recording
            ? TypedResults.Ok(RecordingMapping.Of(recording, pathOf))
            : Problems.NoRecording(id);

    private Task<IResult> AudioAsync(string id, HttpResponse response, CancellationToken stop) =>
        ServeAsync(id, files => files[0], noFile: () => Problems.NoRecording(id), response, stop);

    private Task<IResult> FileAsync(string id, string name, HttpResponse response, CancellationToken stop) =>
        ServeAsync(id, files => files.FirstOrDefault(file => file.Name == name), () => Problems.NoFile(id, name), response, stop);

    private async Task<IResult> ServeAsync(
        string id, Func<IReadOnlyList<FileDocument>, FileDocument?> choose, Func<IResult> noFile, HttpResponse response,
        CancellationToken stop)
    {
        if (await queries.RecordingAsync(id, stop) is not { } recording) return Problems.NoRecording(id);
        if (recording.Seal is not { } seal)
        {
            return recording.Progress == RecordingProgress.Failed
                ? Problems.NoAudio(id, recording.Reason)
                : Problems.NotSealed(id, WireName.Of(recording.Progress));
        }

        if (choose(seal.Files) is not { } chosen) return noFile();
        var file = new FileInfo(pathOf(chosen.Name));
        if (!file.Exists) return Problems.FileMissing(id, chosen.Name);
        var disposition = new ContentDispositionHeaderValue(chosen.Codec is null ? "inline" : "attachment");
        disposition.SetHttpFileName(chosen.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.PhysicalFile(
            file.FullName, chosen.Codec is null ? Wav : AnyBytes, lastModified: new DateTimeOffset(file.LastWriteTimeUtc),
            entityTag: new EntityTagHeaderValue($"\"{chosen.Sha256}\""), enableRangeProcessing: true);
    }
}
