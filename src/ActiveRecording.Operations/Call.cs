using System.Text.Json.Serialization;

namespace ActiveRecording.Operations;

/// <summary>A live or past call.</summary>
public sealed record Call
{
    /// <summary>32 characters <c>0-9A-Z</c>.</summary>
    public required string CallUuid { get; init; }

    /// <summary>ConnID, 16 hexadecimal digits.</summary>
    public required string ConnId { get; init; }

    /// <inheritdoc cref="CallState"/>
    public required CallState State { get; init; }

    /// <summary>Calling number.</summary>
    public required string Ani { get; init; }

    /// <summary>Called number.</summary>
    public required string Dnis { get; init; }

    /// <summary>Caller first.</summary>
    public required IReadOnlyList<CallParty> Parties { get; init; }

    /// <summary>When it reached the switch, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was answered, UTC.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Its recordings, in order.</summary>
    public IReadOnlyList<CallRecording> Recordings { get; init; } = [];
}

/// <summary>A party of a call.</summary>
/// <param name="Role"><c>origination</c> or <c>destination</c>.</param>
/// <param name="Dn">Its directory number; beyond a trunk, the trunk's.</param>
/// <param name="Kind"><c>extension</c> or <c>trunk</c>.</param>
/// <param name="Number">What is dialled or shown for it.</param>
public sealed record CallParty(string Role, string Dn, string Kind, string Number);

/// <summary>A recording, as the switch knows it.</summary>
/// <param name="Id">The recording; see <c>/api/recordings/{id}</c>.</param>
/// <param name="Dn">On whose behalf.</param>
/// <param name="State"><c>planned</c>, <c>requested</c>, <c>on</c>, <c>off</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record CallRecording(string Id, string Dn, string State, string? Reason);

/// <summary>How far a call has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallState>))]
public enum CallState
{
    /// <summary>It reached the switch.</summary>
    [JsonStringEnumMemberName("placed")]
    Placed,

    /// <summary>The callee is invited.</summary>
    [JsonStringEnumMemberName("ringing")]
    Ringing,

    /// <summary>The parties talk.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>Over.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,
}
