using System.Text;

namespace ActiveRecording.Domain;

/// <summary>
/// Text that a state keeps for long and reads seldom: in UTF-8, half the room of a string. Compared by content.
/// </summary>
internal readonly struct Utf8Text(string text) : IEquatable<Utf8Text>
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);

    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);

    public bool Equals(Utf8Text other) => bytes.AsSpan().SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(bytes ?? []);
}
