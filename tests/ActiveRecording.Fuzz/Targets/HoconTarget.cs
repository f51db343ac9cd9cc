using System.Text;
using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>Configuration files: parsed, resolved, written out plainly, parsed again.</summary>
internal sealed class HoconTarget : FuzzTarget
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string Name => "hocon";

    public override IReadOnlyList<string> Words { get; } =
    [
        "{", "}", "[", "]", "=", ":", "+=", ",", "\n", "#", "//", "\"", "\"\"\"", "\\u0041", "\\", "${", "${?", "${a}", "${a.b}", "${?HOME}", "include \"x\"\n",
        "include required(\"x\")\n", "a", "a.b", "\"a b\"", "null", "true", "10 seconds", "64k", " ", "\t", ".", "$",
    ];

    public override int MaxInputBytes => 32_768;

    /// <summary>A file may ask for <see cref="HoconLimits.ResolutionSteps"/> before it is refused.</summary>
    public override TimeSpan TimeLimit => TimeSpan.FromSeconds(10);

    public override long AllocationLimit(int inputBytes) => 1L << 30;

    public override string Check(byte[] input)
    {
        string text;
        try
        {
            text = Utf8.GetString(input);
        }
        catch (DecoderFallbackException)
        {
            return "not UTF-8";
        }

        HoconObject read;
        try
        {
            read = Read(text);
        }
        catch (HoconException refused)
        {
            Require(refused.At.Line >= 1 && refused.At.Line <= text.Count(character => character == '\n') + 1, $"is refused at line {refused.At.Line}, which it has not");
            return refused.Problem.Length < 40 ? refused.Problem : refused.Problem[..40];
        }

        var written = Write(read);
        if (written.Length > HoconLimits.FileCharacters) return "longer than it may be";
        Require(Write(Read(written)) == written, "is another configuration when read again");
        return $"{read.Entries.Count}";
    }

    private static HoconObject Read(string text) => HoconResolver.Resolve(
        HoconParser.Parse(text, "input.conf", static (name, at) => throw new HoconException(at, $"no file {name}")), static _ => null);

    /// <summary>Everything in quotes, no substitution left.</summary>
    private static string Write(HoconNode node) => node switch
    {
        HoconText text => Quote(text.Value),
        HoconList list => $"[{string.Join(", ", list.Items.Select(Write))}]",
        HoconObject section => $"{{{string.Join(", ", section.Entries.Select(entry => $"{Quote(entry.Key)} = {Write(entry.Value.Value)}"))}}}",
        _ => throw new FuzzException($"is resolved to {node.Kind}"),
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
            quoted.Append(character is '"' or '\\' or < ' ' || char.IsSurrogate(character) ? $"\\u{(int)character:x4}" : $"{character}");
        return quoted.Append('"').ToString();
    }
}
