using System.Globalization;
using System.Text;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Bencode as rtpengine's NG protocol speaks it: integers, strings, lists, dictionaries with their keys in order.</summary>
internal static class Bencode
{
    public static string Write(object value) => value switch
    {
        int number => string.Create(CultureInfo.InvariantCulture, $"i{number}e"),
        string text => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text}"),
        IEnumerable<KeyValuePair<string, object>> pairs =>
            $"d{string.Concat(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Write(pair.Key) + Write(pair.Value)))}e",
        IEnumerable<string> items => $"l{string.Concat(items.Select(Write))}e",
        _ => throw new ArgumentException($"{value.GetType()} has no form in bencode.", nameof(value)),
    };

    /// <summary>Reads one value; strings are of one byte a character.</summary>
    public static object Read(string text, ref int at)
    {
        switch (text[at])
        {
            case 'i':
                var number = text[(at + 1)..text.IndexOf('e', at)];
                at += number.Length + 2;
                return long.Parse(number, CultureInfo.InvariantCulture);
            case 'l':
                var items = new List<object>();
                for (at++; text[at] != 'e';) items.Add(Read(text, ref at));
                at++;
                return items;
            case 'd':
                var pairs = new Dictionary<string, object>(StringComparer.Ordinal);
                for (at++; text[at] != 'e';)
                {
                    var key = (string)Read(text, ref at);
                    pairs[key] = Read(text, ref at);
                }

                at++;
                return pairs;
            default:
                var colon = text.IndexOf(':', at);
                var length = int.Parse(text.AsSpan(at, colon - at), CultureInfo.InvariantCulture);
                at = colon + 1 + length;
                return text[(colon + 1)..at];
        }
    }
}
