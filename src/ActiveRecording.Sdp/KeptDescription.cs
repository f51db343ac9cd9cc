using System.Text;

namespace ActiveRecording.Sdp;

/// <summary>
/// A description that is kept as long as a call and seldom looked at: its text in UTF-8, read again when it is asked for,
/// half the room of what is read from it. Equal ones are one object, see <see cref="RecentTexts"/>; long ones stay as
/// they are. Compared by content.
/// </summary>
public readonly struct KeptDescription : IEquatable<KeptDescription>
{
    /// <summary>Characters; what is longer is rare, and dear to read again.</summary>
    private const int LongestText = 1_024;

    /// <summary>The text in UTF-8, or the description itself; null for none.</summary>
    private readonly object? kept;

    /// <summary>Keeps a description, or none.</summary>
    public KeptDescription(SessionDescription? description)
    {
        if (description is null) return;
        var text = description.ToString();
        kept = text.Length > LongestText ? description : RecentTexts.Of(text);
    }

    /// <summary>What is kept; null for none.</summary>
    public SessionDescription? Description => kept switch
    {
        byte[] text => SessionDescription.TryParse(text, out var description)
            ? description
            : throw new InvalidOperationException($"No description: {Encoding.UTF8.GetString(text)}"),
        var whole => (SessionDescription?)whole,
    };

    /// <summary>Whether both keep the same text, or none.</summary>
    public static bool operator ==(KeptDescription left, KeptDescription right) => left.Equals(right);

    /// <summary>Whether they keep different texts.</summary>
    public static bool operator !=(KeptDescription left, KeptDescription right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KeptDescription other) => (kept, other.kept) switch
    {
        (byte[] own, byte[] others) => own.AsSpan().SequenceEqual(others),
        var (own, others) => Equals(own, others),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeptDescription other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Description?.GetHashCode() ?? 0;
}
