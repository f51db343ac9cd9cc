using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>MSML documents.</summary>
internal sealed class MsmlTarget : FuzzTarget
{
    public override string Name => "msml";

    public override IReadOnlyList<string> Words { get; } =
    [
        "<", ">", "/>", "</", "&amp;", "&#x0;", "&lt;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-16'?>",
        "<msml version=\"1.1\">", "</msml>", "<gvp:recorder state=\"pause\"/>", "<gvp:params>", "<gvp:param name=\"id\">", "</gvp:param>", "<join id1=\"a\" id2=\"b\"/>",
        "<event name=\"e\">", "<name>n</name><value>v</value>", "<result response=\"200\"/>", "<description>", " xmlns:gvp=\"urn:x\"", " mark=\"m\"", "<a>", "<a b=\"",
    ];

    public override long AllocationLimit(int inputBytes) => 262_144 + 400L * inputBytes;

    public override string Check(byte[] input)
    {
        if (!MsmlParser.TryParse(input, out var body, out var fault))
        {
            Require(MsmlParser.TryParse(fault.ToBytes(), out _, out _), "is answered with a result that is refused");
            return $"{fault.Response}";
        }

        // The product never asks for what it cannot execute itself.
        if (body is MsmlRequest request && request.Elements.Any(element => element is Inexecutable)) return "inexecutable";
        var written = body.ToBytes();
        if (written.Length > MsmlParser.MaxBytes) return "longer than it was";
        Require(MsmlParser.TryParse(written, out var again, out fault), $"is refused when written again: {fault?.Description}");
        Require(body.Equals(again), "is another document when read again");
        return body is MsmlRequest all ? $"{string.Join(' ', all.Elements.Take(4).Select(element => element.Name))}" : body.GetType().Name;
    }
}
