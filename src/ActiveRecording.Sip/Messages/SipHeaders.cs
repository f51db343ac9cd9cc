using System.Collections;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// The header fields of a message, in order. Names are compared without regard to case and compact forms count as their
/// long ones. What was received and is not changed is written again byte for byte.
/// </summary>
public sealed class SipHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private const int UsualCount = 12;
    private HeaderField[] fields;

    /// <summary>No header fields.</summary>
    public SipHeaders()
        : this(new HeaderField[UsualCount], 0)
    {
    }

    internal SipHeaders(HeaderField[] fields, int count)
    {
        this.fields = fields;
        Count = count;
    }

    /// <summary>How many fields there are; one with several values counts once.</summary>
    public int Count { get; private set; }

    /// <summary>Rises with every change.</summary>
    internal int Version { get; private set; }

    /// <summary>The fields in order, for the writer.</summary>
    internal ReadOnlySpan<HeaderField> Fields => fields.AsSpan(0, Count);

    /// <summary>The first value; null if there is none. Lists are split (RFC 3261 §7.3.1).</summary>
    public string? First(string name)
    {
        var id = HeaderTable.Find(name);
        var at = IndexOf(id, name, 0);
        if (at < 0) return null;
        return HeaderTable.IsList(id) ? Split(at).FirstOrDefault() : fields[at].Value();
    }

    /// <summary>All values in order. Lists are split (RFC 3261 §7.3.1).</summary>
    public IEnumerable<string> All(string name)
    {
        var id = HeaderTable.Find(name);
        for (var at = IndexOf(id, name, 0); at >= 0; at = IndexOf(id, name, at + 1))
        {
            if (!HeaderTable.IsList(id)) yield return fields[at].Value();
            else foreach (var value in Split(at)) yield return value;
        }
    }

    /// <summary>Whether there is such a field.</summary>
    public bool Contains(string name) => IndexOf(HeaderTable.Find(name), name, 0) >= 0;

    /// <summary>Adds a field at the end.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Add(string name, string value) => Insert(Count, HeaderField.Own(name, value));

    /// <summary>Adds a field before the first of that name, else before all.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Prepend(string name, string value) =>
        Insert(Math.Max(0, IndexOf(HeaderTable.Find(name), name, 0)), HeaderField.Own(name, value));

    /// <summary>Replaces all fields of that name by one, in the place of the first, else at the end.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Set(string name, string value)
    {
        var at = IndexOf(HeaderTable.Find(name), name, 0);
        Remove(name);
        Insert(at < 0 ? Count : at, HeaderField.Own(name, value));
    }

    /// <summary>Replaces all fields of that name by one, or by none if the value is null.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void SetOrRemove(string name, string? value)
    {
        if (value is null) Remove(name);
        else Set(name, value);
    }

    /// <summary>Removes all fields of that name; false if there was none.</summary>
    public bool Remove(string name)
    {
        var id = HeaderTable.Find(name);
        var kept = 0;
        for (var at = 0; at < Count; at++)
        {
            if (!fields[at].Is(id, name)) fields[kept++] = fields[at];
        }

        if (kept == Count) return false;
        Array.Clear(fields, kept, Count - kept);
        Count = kept;
        Version++;
        return true;
    }

    /// <summary>Removes the first value of that name, of a list only its first element; false if there was none.</summary>
    public bool RemoveFirst(string name)
    {
        var id = HeaderTable.Find(name);
        var at = IndexOf(id, name, 0);
        if (at < 0) return false;
        if (HeaderTable.IsList(id) && Split(at).Skip(1).ToList() is { Count: > 0 } rest)
        {
            fields[at] = HeaderField.Own(name, string.Join(", ", rest));
        }
        else
        {
            Array.Copy(fields, at + 1, fields, at, Count - at - 1);
            fields[--Count] = default;
        }

        Version++;
        return true;
    }

    /// <summary>Adds the fields of that name of another message at the end, as they are written there.</summary>
    public void CopyFrom(SipHeaders other, string name)
    {
        var id = HeaderTable.Find(name);
        for (var at = other.IndexOf(id, name, 0); at >= 0; at = other.IndexOf(id, name, at + 1))
            Insert(Count, other.fields[at]);
    }

    /// <summary>A copy that changes apart from this one.</summary>
    public SipHeaders Clone() => new([.. fields], Count);

    /// <summary>Each field with its whole value.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var at = 0; at < Count; at++) yield return new(fields[at].Name(), fields[at].Value());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether there is such a field.</summary>
    internal bool Contains(HeaderId known) => IndexOf(known, 0) >= 0;

    /// <summary>The next field of a known kind from <paramref name="start"/> on; -1 if there is none.</summary>
    internal int IndexOf(HeaderId known, int start)
    {
        for (var at = start; at < Count; at++)
        {
            if (fields[at].Id == known) return at;
        }

        return -1;
    }

    /// <summary>The value of a field found by <see cref="IndexOf(HeaderId, int)"/>.</summary>
    internal ReadOnlyMemory<byte> BytesAt(int at) => fields[at].Bytes();

    private int IndexOf(HeaderId id, string name, int start)
    {
        if (id.IsKnown) return IndexOf(id, start);
        for (var at = start; at < Count; at++)
        {
            if (fields[at].Is(id, name)) return at;
        }

        return -1;
    }

    private void Insert(int at, HeaderField field)
    {
        if (Count == fields.Length) Array.Resize(ref fields, Math.Max(UsualCount, Count * 2));
        Array.Copy(fields, at, fields, at + 1, Count - at);
        fields[at] = field;
        Count++;
        Version++;
    }

    private List<string> Split(int at)
    {
        var bytes = fields[at].Bytes().Span;
        var values = new List<string>();
        var scanner = new ListScanner(bytes);
        while (scanner.MoveNext())
            values.Add(Encoding.UTF8.GetString(SipGrammar.Trim(bytes.Slice(scanner.Start, scanner.Length))));
        return values;
    }
}
