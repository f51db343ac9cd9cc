using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>
/// A place in a list that is newest first: behind the document of this time and identifier. New documents do not move it.
/// </summary>
/// <param name="Milliseconds">The document's time, Unix milliseconds.</param>
/// <param name="Id">The document's identifier.</param>
public readonly record struct ReadModelCursor(long Milliseconds, string Id)
{
    private const int MaxLength = 512;

    /// <summary>The place behind a document.</summary>
    public static ReadModelCursor Behind(ReadModelDocument document) =>
        new(document.Keys.Time.ToUnixTimeMilliseconds(), document.Id);

    /// <summary>Whether the document comes after this place.</summary>
    public bool Precedes(ReadModelDocument document)
    {
        var time = document.Keys.Time.ToUnixTimeMilliseconds();
        return time < Milliseconds || (time == Milliseconds && string.CompareOrdinal(document.Id, Id) < 0);
    }

    /// <summary>An opaque text, safe in a URI.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Milliseconds}.{Id}")));

    /// <summary>Reads <see cref="ToString"/> back.</summary>
    public static bool TryParse(string text, out ReadModelCursor cursor)
    {
        cursor = default;
        if (text.Length is 0 or > MaxLength || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var dot = plain.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !long.TryParse(plain.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time))
            return false;
        cursor = new ReadModelCursor(time, plain[(dot + 1)..]);
        return true;
    }
}
