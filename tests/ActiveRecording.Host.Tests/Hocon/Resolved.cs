using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Tests.Hocon;

/// <summary>Texts read as HOCON, without files.</summary>
internal static class Resolved
{
    public static HoconObject From(string text, Func<string, string?>? environment = null) => HoconResolver.Resolve(
        HoconParser.Parse(text, "test.conf", static (name, at) => throw new HoconException(at, $"no file {name}")),
        environment ?? (static _ => null));

    /// <summary>One line: objects in braces, lists in brackets, texts in single quotes.</summary>
    public static string Show(HoconNode node) => node switch
    {
        HoconText text => $"'{text.Value}'",
        HoconList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        HoconObject section => $"{{{string.Join(", ", section.Entries.Select(e => $"{e.Key}: {Show(e.Value.Value)}"))}}}",
        _ => throw new ArgumentException(node.Kind, nameof(node)),
    };

    public static string Show(string text) => Show(From(text));

    public static HoconException Refused(string text) => Assert.Throws<HoconException>(() => From(text));
}
