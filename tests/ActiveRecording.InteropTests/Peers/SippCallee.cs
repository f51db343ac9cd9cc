namespace ActiveRecording.InteropTests.Peers;

/// <summary>A sipp that answers.</summary>
/// <param name="Process">It ends when it has had its calls.</param>
/// <param name="Log">Its short message log.</param>
internal sealed record SippCallee(PeerProcess Process, string Log) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
