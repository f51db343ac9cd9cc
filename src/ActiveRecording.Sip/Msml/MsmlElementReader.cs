using System.Xml.Linq;
using ActiveRecording.Sdp;

namespace ActiveRecording.Sip.Msml;

/// <summary>Reads the elements of a request; what cannot be executed is said with the code that will answer it.</summary>
internal static class MsmlElementReader
{
    public static MsmlElement Read(XElement element) => element.Name.LocalName switch
    {
        "createconference" => ReadCreate(element),
        "modifyconference" => ReadModify(element),
        "destroyconference" when Attribute(element, "id") is { } id => new DestroyConference(id, Mark(element)),
        "join" when Ids(element) is ({ } id1, { } id2) => new Join(id1, id2, Streams(element), Mark(element)),
        "unjoin" when Ids(element) is ({ } id1, { } id2) => new Unjoin(id1, id2, Streams(element), Mark(element)),
        "destroyconference" or "join" or "unjoin" => Cannot(element, MsmlResponse.MissingAttribute),
        "modifystream" or "monitor" or "dialogstart" or "dialogend" or "send" or "audit" =>
            Cannot(element, MsmlResponse.UnsupportedElement),
        _ => Cannot(element, MsmlResponse.UnknownElement),
    };

    private static MsmlElement ReadCreate(XElement element)
    {
        if (Attribute(element, "name") is not { } name) return Cannot(element, MsmlResponse.MissingAttribute);
        if (!TryRecorder(element, out var recorder)) return Cannot(element, MsmlResponse.InvalidAttribute);
        var term = Attribute(element, "term");
        if (term is not (null or "true" or "false" or "1" or "0")) return Cannot(element, MsmlResponse.InvalidAttribute);
        var layout = MsmlParser.Child(MsmlParser.Child(element, "videolayout"), "selector");
        return new CreateConference(
            name,
            recorder,
            Term: term is not ("false" or "0"),
            AudioMix: MsmlParser.Child(element, "audiomix") is not null,
            VideoByRole: layout is not null && Attribute(layout, "method") == "confrole",
            Mark(element));
    }

    private static MsmlElement ReadModify(XElement element)
    {
        if (Attribute(element, "id") is not { } id) return Cannot(element, MsmlResponse.MissingAttribute);
        return TryRecorder(element, out var recorder)
            ? new ModifyConference(id, recorder, Mark(element))
            : Cannot(element, MsmlResponse.InvalidAttribute);
    }

    private static bool TryRecorder(XElement element, out MsmlRecorder? recorder)
    {
        recorder = null;
        if (MsmlParser.Child(element, "recorder") is not { } found) return true;
        if (!TryState(Attribute(found, "state"), out var state)) return false;
        var parameters = MsmlParser.Child(found, "params")?.Elements() ?? [];
        recorder = new(state,
        [
            .. parameters.Where(child => child.Name.LocalName == "param" && Attribute(child, "name") is not null)
                .Take(MsmlParser.MaxElements)
                .Select(child => new MsmlParameter(RecentStrings.Of(Attribute(child, "name")!), RecentStrings.Of(child.Value))),
        ]);
        return true;
    }

    /// <summary>The values are not public: ours in any case, and their participles.</summary>
    private static bool TryState(string? text, out RecorderState? state)
    {
        state = text?.ToLowerInvariant() switch
        {
            "start" or "started" => RecorderState.Start,
            "stop" or "stopped" => RecorderState.Stop,
            "pause" or "paused" => RecorderState.Pause,
            "resume" or "resumed" => RecorderState.Resume,
            _ => null,
        };
        return text is null || state is not null;
    }

    private static MsmlList<MsmlStream> Streams(XElement element) =>
    [
        .. element.Elements().Where(child => child.Name.LocalName == "stream").Take(MsmlParser.MaxElements)
            .Select(child => new MsmlStream(Attribute(child, "media") ?? "audio", Attribute(child, "dir"))),
    ];

    private static (string? Id1, string? Id2) Ids(XElement element) => (Attribute(element, "id1"), Attribute(element, "id2"));

    private static Inexecutable Cannot(XElement element, int response) =>
        new(element.Name.LocalName, response, Mark(element));

    private static string? Mark(XElement element) => Attribute(element, "mark");

    private static string? Attribute(XElement element, string name) => MsmlParser.Attribute(element, name);
}
