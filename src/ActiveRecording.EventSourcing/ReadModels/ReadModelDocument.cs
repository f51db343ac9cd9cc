namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>A document with the keys it is found by.</summary>
/// <param name="Collection">The kind of document: lower case.</param>
/// <param name="Id">Unique in its collection.</param>
/// <param name="Keys">What it is found by.</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record ReadModelDocument(string Collection, string Id, ReadModelKeys Keys, ReadOnlyMemory<byte> Json)
{
    /// <summary>
    /// How often it has been stored, as it was read. In a change: of the document that it was made from, 0 for none;
    /// null replaces whatever there is.
    /// </summary>
    public long? Revision { get; init; }
}

/// <summary>What documents are found by; null never matches a filter.</summary>
public sealed record ReadModelKeys
{
    /// <summary>The instant it is listed by, to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Every DN that takes part.</summary>
    public IReadOnlyList<string> Dns { get; init; } = [];

    /// <summary>Calling number.</summary>
    public string? Ani { get; init; }

    /// <summary>Called number.</summary>
    public string? Dnis { get; init; }

    /// <summary>The call it belongs to.</summary>
    public string? CallUuid { get; init; }

    /// <summary>The state it is in.</summary>
    public string? State { get; init; }
}

/// <summary>Documents and the position in the journal they reflect.</summary>
/// <param name="Projection">Whose position it is.</param>
/// <param name="Shard">The shard that was read.</param>
/// <param name="From">The last position seen in it before, 0 at the beginning.</param>
/// <param name="Position">The last position seen in it.</param>
/// <param name="Documents">To be stored, at most one per identifier.</param>
public sealed record ReadModelChange(
    string Projection, int Shard, long From, long Position, IReadOnlyList<ReadModelDocument> Documents);

/// <summary>A page of a list.</summary>
/// <param name="Documents">Newest first.</param>
/// <param name="Next">Where the next page starts, null on the last one.</param>
public sealed record ReadModelPage(IReadOnlyList<ReadModelDocument> Documents, ReadModelCursor? Next);
