namespace ActiveRecording.Domain.Dns;

/// <summary>Where a phone of a directory number can be reached (RFC 3261 §10).</summary>
/// <param name="Key">Names the address within the number: addresses that RFC 3261 §19.1.4 holds equal have one key.</param>
/// <param name="Contact">The address as the phone wrote it.</param>
/// <param name="Source">The address that the registration really came from, for phones behind address translation.</param>
/// <param name="CallId">Of the registration.</param>
/// <param name="CSeq">Of the registration; orders those of one Call-ID.</param>
/// <param name="Priority">The q-value in thousandths, 0 to 1000; higher is preferred.</param>
/// <param name="RegisteredAt">When it was made or last refreshed.</param>
/// <param name="ExpiresAt">When it ends unless refreshed.</param>
public sealed record Binding(
    string Key,
    string Contact,
    string Source,
    string CallId,
    uint CSeq,
    int Priority,
    DateTimeOffset RegisteredAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>The proxies that lead to the phone, the nearest to us first, as they wrote it (RFC 3327); null for none.</summary>
    public string? Path { get; init; }
}
