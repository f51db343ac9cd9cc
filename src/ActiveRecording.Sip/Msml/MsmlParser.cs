using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace ActiveRecording.Sip.Msml;

/// <summary>
/// Reads MSML (RFC 5707) as it is found on the wire: the prefix <c>gvp</c> need not be declared, DTDs are refused, unknown
/// elements become <see cref="Inexecutable"/>, unknown attributes and children are passed over. Never throws.
/// </summary>
public static class MsmlParser
{
    /// <summary>The largest document read, in bytes.</summary>
    public const int MaxBytes = 32_768;

    /// <summary>The most elements in a request, parameters in a recorder, values in an event.</summary>
    public const int MaxElements = 256;

    /// <summary>The longest description of a fault, in characters.</summary>
    private const int MaxDescription = 200;

    /// <summary>What <c>gvp</c> stands for where the sender does not say.</summary>
    private const string GvpNamespace = "http://www.genesyslab.com/2006/gvp";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="text">UTF-8, or what its XML declaration says.</param>
    /// <param name="body">The document if it could be read.</param>
    /// <param name="fault">Else the result to answer with.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> text, [NotNullWhen(true)] out MsmlBody? body, [NotNullWhen(false)] out MsmlResult? fault)
    {
        body = null;
        fault = Load(text, out var root);
        if (root is not null) fault = Read(root, out body);
        return body is not null;
    }

    /// <summary>The reason may quote the document, and so be as long.</summary>
    private static MsmlResult Bad(string why) =>
        new(MsmlResponse.BadRequest, why.Length <= MaxDescription ? why : why[..MaxDescription]);

    private static MsmlResult? Load(ReadOnlyMemory<byte> text, out XElement? root)
    {
        root = null;
        if (text.Length > MaxBytes) return Bad($"More than {MaxBytes} bytes");
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("gvp", GvpNamespace);
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(text.ToArray()), Settings, new XmlParserContext(null, names, null, XmlSpace.None));
            var loaded = XElement.Load(reader);
            if (loaded.Name.LocalName != "msml") return new(MsmlResponse.UnknownElement, "The root is not msml");
            root = loaded;
            return null;
        }
        catch (XmlException exception)
        {
            return Bad(exception.Message);
        }
    }

    private static MsmlResult? Read(XElement root, out MsmlBody? body)
    {
        body = null;
        var first = root.Elements().FirstOrDefault();
        if (first is null) return new(MsmlResponse.MissingContent, "Nothing in msml");
        if (root.Elements().Skip(MaxElements).Any()) return Bad($"More than {MaxElements} elements");
        switch (first.Name.LocalName)
        {
            case "result":
                if (!int.TryParse(Attribute(first, "response"), System.Globalization.NumberStyles.None, null, out var response))
                    return Bad("result without response");
                body = new MsmlResult(response, Child(first, "description")?.Value, Attribute(first, "mark"));
                return null;
            case "event":
                if (Attribute(first, "name") is not { } name) return Bad("event without name");
                body = new MsmlEvent(name, Attribute(first, "id"), Values(first));
                return null;
            default:
                body = new MsmlRequest([.. root.Elements().Select(MsmlElementReader.Read)]);
                return null;
        }
    }

    internal static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    internal static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>name and value elements in turn; a name without value is passed over.</summary>
    private static MsmlList<MsmlParameter> Values(XElement element)
    {
        var values = new List<MsmlParameter>();
        string? name = null;
        foreach (var child in element.Elements().Take(2 * MaxElements))
        {
            if (child.Name.LocalName == "name") name = child.Value;
            if (child.Name.LocalName != "value" || name is null) continue;
            values.Add(new(name, child.Value));
            name = null;
        }

        return [.. values];
    }
}
