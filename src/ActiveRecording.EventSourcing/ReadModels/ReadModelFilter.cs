namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>Which documents to list. Every condition given must hold.</summary>
public sealed record ReadModelFilter
{
    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A DN that takes part.</summary>
    public string? Dn { get; init; }

    /// <inheritdoc cref="ReadModelKeys.Ani"/>
    public string? Ani { get; init; }

    /// <inheritdoc cref="ReadModelKeys.Dnis"/>
    public string? Dnis { get; init; }

    /// <inheritdoc cref="ReadModelKeys.CallUuid"/>
    public string? CallUuid { get; init; }

    /// <inheritdoc cref="ReadModelKeys.State"/>
    public string? State { get; init; }

    /// <summary>Documents per page, from 1.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The end of the page before; the list goes on with what is older.</summary>
    public ReadModelCursor? After { get; init; }

    /// <summary>Whether a document fulfils every condition; the cursor is one of them, the limit is not.</summary>
    public bool Matches(ReadModelDocument document)
    {
        var keys = document.Keys;
        return (From is null || keys.Time >= From) && (To is null || keys.Time < To)
            && (Dn is null || keys.Dns.Contains(Dn, StringComparer.Ordinal))
            && Same(Ani, keys.Ani) && Same(Dnis, keys.Dnis)
            && Same(CallUuid, keys.CallUuid) && Same(State, keys.State)
            && (After is not { } after || after.Precedes(document));
    }

    private static bool Same(string? wanted, string? key) =>
        wanted is null || string.Equals(wanted, key, StringComparison.Ordinal);
}
