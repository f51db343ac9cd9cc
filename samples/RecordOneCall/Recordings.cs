using System.Net;
using System.Net.Http.Json;
using ActiveRecording.Operations;

namespace RecordOneCall;

/// <summary>Asks the node for the recording, as any client would: over HTTP.</summary>
internal sealed class Recordings(IPEndPoint http) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://{http}") };

    /// <summary>The recording of a DN that was asked for after <paramref name="since"/>, once it is sealed or has failed.</summary>
    public async Task<Recording?> FinishedAsync(string dn, DateTimeOffset since, TimeSpan patience)
    {
        var query = $"/api/recordings?dn={dn}&from={Uri.EscapeDataString(since.ToString("O"))}";
        Recording? last = null;
        using var timeout = new CancellationTokenSource(patience);
        while (!timeout.IsCancellationRequested)
        {
            var page = await client.GetFromJsonAsync(query, OperationsJson.Default.PageRecording, CancellationToken.None);
            last = page is { Items: [var newest, ..] } ? newest : null;
            if (last?.State is RecordingState.Sealed or RecordingState.Failed) break;
            await Task.Delay(Interval, CancellationToken.None);
        }
        return last;
    }

    public void Dispose() => client.Dispose();
}
