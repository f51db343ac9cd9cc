namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// The last requests of a call's peers: those of the last 64 × T1, <see cref="Most"/> at most; a peer that sends more in
/// that time than this and then repeats an older one is told that it is out of order. Compared by content.
/// </summary>
public sealed class KnownRequests : IEquatable<KnownRequests>
{
    /// <summary>Kept of one call.</summary>
    public const int Most = 16;

    private readonly KnownRequest[] requests;

    private KnownRequests(KnownRequest[] requests) => this.requests = requests;

    /// <summary>None yet.</summary>
    public static KnownRequests None { get; } = new([]);

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<KnownRequest> All => requests;

    /// <summary>These, oldest first.</summary>
    public static KnownRequests Of(IReadOnlyList<KnownRequest> requests) => requests.Count == 0 ? None : new([.. requests]);

    /// <summary>
    /// The request of a key; null if it is none of these. Branches are used once, so one that is old is still the same: whoever asks
    /// may have another time of day than whoever answered.
    /// </summary>
    public KnownRequest? Find(string key) => Array.Find(requests, request => request.Key == key);

    /// <summary>With what became of a request.</summary>
    public KnownRequests With(RequestAnswered answered) => With(
        new KnownRequest(answered.Key, answered.At, Find(answered.Key)?.PassedOn ?? 0, answered));

    /// <inheritdoc cref="With(RequestAnswered)"/>
    public KnownRequests With(RequestPassedOn passed) => With(new KnownRequest(passed.Key, passed.At, passed.Number, null));

    /// <inheritdoc/>
    public bool Equals(KnownRequests? other) => other is not null && requests.AsSpan().SequenceEqual(other.requests);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KnownRequests);

    /// <inheritdoc/>
    public override int GetHashCode() => requests.Length;

    private KnownRequests With(KnownRequest last)
    {
        var others = requests.Where(request => request.Key != last.Key && last.At - request.At < SipResumption.Memory);
        return new([.. others.TakeLast(Most - 1), last]);
    }
}
