using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace ActiveRecording.Actors.Inspection;

/// <summary>
/// Any state as JSON for people: what its properties hold, by the type that is really there, which is named
/// as <c>kind</c> where the declared one is abstract. For looking at, never for storing.
/// </summary>
internal static class StateText
{
    private const int MaxDepth = 16;
    private const int MaxItems = 1_000;

    /// <summary>The state as one JSON value.</summary>
    public static string Of(object? state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, state, 0);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int or long or uint or ushort or byte or short: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case DateTimeOffset at: json.WriteStringValue(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)); break;
            case ReadOnlyMemory<byte> bytes: json.WriteStringValue(Encoding.UTF8.GetString(bytes.Span)); break;
            case IEnumerable when depth == MaxDepth: json.WriteStringValue("…"); break;
            case IDictionary entries: WriteEntries(json, entries, depth); break;
            case IEnumerable items: WriteItems(json, items, depth); break;
            case Enum or IFormattable: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            default: WriteObject(json, value, depth); break;
        }
    }

    private static void WriteEntries(Utf8JsonWriter json, IDictionary entries, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in entries)
        {
            json.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
            Write(json, entry.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items.Cast<object?>().Take(MaxItems)) Write(json, item, depth + 1);
        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, object value, int depth)
    {
        var type = value.GetType();
        var kept = Kept(type);
        if (depth == MaxDepth || (kept.Length == 0 && type.BaseType is not { IsAbstract: true }))
        {
            json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
            return;
        }

        json.WriteStartObject();
        if (type.BaseType is { IsAbstract: true } and not { FullName: "System.ValueType" }) json.WriteString("kind", type.Name);
        foreach (var property in kept)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            Write(json, property.GetValue(value), depth + 1);
        }

        json.WriteEndObject();
    }

    /// <summary>Properties that hold something, as against those that work it out from others.</summary>
    private static PropertyInfo[] Kept(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && IsKept(property)),
    ];

    private static bool IsKept(PropertyInfo property) => property.DeclaringType!.GetField(
        $"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
