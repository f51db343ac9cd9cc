using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using ActiveRecording.Sdp;

namespace ActiveRecording.SystemTests.Snapshots;

/// <summary>
/// All that a state holds, field by field and each by the type that is really there: two states with the same text cannot
/// be told apart, whatever their own equality leaves out.
/// </summary>
internal static class DeepText
{
    public static string Of(object? state)
    {
        var text = new StringBuilder();
        Write(text, state);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string or SessionDescription: text.Append('"').Append(value).Append('"'); break;
            case byte[] bytes: text.Append('"').Append(Encoding.UTF8.GetString(bytes)).Append('"'); break;
            case DateTimeOffset at: text.Append(at.ToString("O", CultureInfo.InvariantCulture)); break;
            case IFormattable: text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case bool flag: text.Append(flag); break;
            case IEnumerable items: WriteItems(text, items); break;
            default: WriteFields(text, value); break;
        }
    }

    private static void WriteItems(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        foreach (var item in items)
        {
            Write(text, item);
            text.Append(',');
        }

        text.Append(']');
    }

    private static void WriteFields(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('{');
        for (var type = value.GetType(); type != typeof(object) && type != typeof(ValueType); type = type.BaseType!)
        {
            const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in type.GetFields(Own))
            {
                text.Append(field.Name).Append('=');
                Write(text, field.GetValue(value));
                text.Append(';');
            }
        }

        text.Append('}');
    }
}
