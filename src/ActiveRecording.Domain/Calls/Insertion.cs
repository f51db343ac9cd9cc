using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// How far the Media Server has come into a call whose parties talk directly. One party after the other is led to its
/// media leg; the legs relay to where each party is described from the start, so that nobody waits for the other. The
/// names are those of its snapshot.
/// </summary>
[JsonDerivedType(typeof(Opening), "opening")]
[JsonDerivedType(typeof(Moving), "moving")]
[JsonDerivedType(typeof(Pausing), "pausing")]
[JsonDerivedType(typeof(Restoring), "restoring")]
public abstract record Insertion
{
    private Insertion(RecordingOrder order, MovedParties moved) => (Order, Moved) = (order, moved);

    /// <summary>The recording it is for.</summary>
    public RecordingOrder Order { get; init; }

    /// <summary>Who sends to the Media Server already.</summary>
    public MovedParties Moved { get; init; }

    /// <summary>Both media legs are invited with what their parties said last; or are there, and somebody's ACK is awaited.</summary>
    public sealed record Opening(RecordingOrder Order) : Insertion(Order, MovedParties.Nobody);

    /// <summary>A party's media leg is asked for its offer, which is then carried to the party.</summary>
    /// <param name="Order">The recording it is for.</param>
    /// <param name="Moved">Who sends to the Media Server already.</param>
    /// <param name="Party">Who is being moved, or was just now.</param>
    /// <param name="Attempt">From 1.</param>
    public sealed record Moving(RecordingOrder Order, MovedParties Moved, LegId Party, int Attempt) : Insertion(Order, Moved);

    /// <summary>The party's own offer crossed ours (491): ours waits, its is answered through its media leg.</summary>
    /// <param name="Order">The recording it is for.</param>
    /// <param name="Moved">Who sends to the Media Server already.</param>
    /// <param name="Party">Who will be asked again.</param>
    /// <param name="Attempt">How often it was asked.</param>
    /// <param name="Until">When it will be asked again.</param>
    public sealed record Pausing(RecordingOrder Order, MovedParties Moved, LegId Party, int Attempt, DateTimeOffset Until)
        : Insertion(Order, Moved);

    /// <summary>It failed. Whoever was moved is led back; only then are the media legs given up.</summary>
    /// <param name="Order">The recording it was for.</param>
    /// <param name="Moved">Who still has to go back.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Attempt">How often somebody's offer crossed ours.</param>
    /// <param name="Until">The pause after that; null for none.</param>
    public sealed record Restoring(
        RecordingOrder Order, MovedParties Moved, string Reason, int Attempt = 0, DateTimeOffset? Until = null)
        : Insertion(Order, Moved);
}

/// <summary>Which parties of a call have been led to the Media Server.</summary>
public readonly record struct MovedParties(bool Origin, bool Destination)
{
    /// <summary>None of them.</summary>
    public static MovedParties Nobody => default;

    /// <summary>Whether a party is among them.</summary>
    public bool Has(LegId party) => party == LegId.Origin ? Origin : Destination;

    /// <summary>With or without a party.</summary>
    public MovedParties With(LegId party, bool moved = true) =>
        party == LegId.Origin ? this with { Origin = moved } : this with { Destination = moved };
}
