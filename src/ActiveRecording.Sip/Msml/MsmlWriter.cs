using System.Globalization;

namespace ActiveRecording.Sip.Msml;

/// <summary>Writes MSML as Genesys does: the prefix <c>gvp</c> stands without declaration.</summary>
internal static class MsmlWriter
{
    public static string Write(MsmlBody body)
    {
        var xml = new MsmlText();
        xml.Open("msml", ("version", "1.1"));
        switch (body)
        {
            case MsmlRequest request:
                foreach (var element in request.Elements) Write(xml, element);
                break;
            case MsmlResult result:
                Write(xml, result);
                break;
            case MsmlEvent happening:
                Write(xml, happening);
                break;
        }

        return xml.Close("msml").ToString();
    }

    private static void Write(MsmlText xml, MsmlElement element)
    {
        switch (element)
        {
            case CreateConference create:
                Write(xml, create);
                break;
            case ModifyConference modify:
                xml.Open(modify.Name, ("id", modify.Id), ("mark", modify.Mark));
                Write(xml, modify.Recorder);
                xml.Close(modify.Name);
                break;
            case DestroyConference destroy:
                xml.Empty(destroy.Name, ("id", destroy.Id), ("mark", destroy.Mark));
                break;
            case Join join:
                Write(xml, join.Name, join.Id1, join.Id2, join.Mark, join.Streams);
                break;
            case Unjoin unjoin:
                Write(xml, unjoin.Name, unjoin.Id1, unjoin.Id2, unjoin.Mark, unjoin.Streams);
                break;
            case Inexecutable other:
                xml.Empty(other.Name, ("mark", other.Mark));
                break;
        }
    }

    private static void Write(MsmlText xml, CreateConference create)
    {
        xml.Open(create.Name, ("name", create.Conference), ("term", create.Term ? "true" : "false"), ("mark", create.Mark));
        Write(xml, create.Recorder);
        if (create.AudioMix) xml.Empty("audiomix");
        if (create.VideoByRole) xml.Open("videolayout").Empty("selector", ("method", "confrole")).Close("videolayout");
        xml.Close(create.Name);
    }

    private static void Write(MsmlText xml, MsmlRecorder? recorder)
    {
        if (recorder is null) return;
        var state = recorder.State?.ToString().ToLowerInvariant();
        if (recorder.Parameters.Count == 0)
        {
            xml.Empty("gvp:recorder", ("state", state));
            return;
        }

        xml.Open("gvp:recorder", ("state", state)).Open("gvp:params");
        foreach (var (name, value) in recorder.Parameters) xml.Text("gvp:param", value, ("name", name));
        xml.Close("gvp:params").Close("gvp:recorder");
    }

    private static void Write(
        MsmlText xml, string name, string id1, string id2, string? mark, MsmlList<MsmlStream> streams)
    {
        if (streams.Count == 0)
        {
            xml.Empty(name, ("id1", id1), ("id2", id2), ("mark", mark));
            return;
        }

        xml.Open(name, ("id1", id1), ("id2", id2), ("mark", mark));
        foreach (var (media, direction) in streams) xml.Empty("stream", ("media", media), ("dir", direction));
        xml.Close(name);
    }

    private static void Write(MsmlText xml, MsmlResult result)
    {
        var response = result.Response.ToString(CultureInfo.InvariantCulture);
        if (result.Description is null)
        {
            xml.Empty("result", ("response", response), ("mark", result.Mark));
            return;
        }

        xml.Open("result", ("response", response), ("mark", result.Mark));
        xml.Text("description", result.Description);
        xml.Close("result");
    }

    private static void Write(MsmlText xml, MsmlEvent happening)
    {
        xml.Open("event", ("name", happening.Name), ("id", happening.Id));
        foreach (var (name, value) in happening.Values) xml.Text("name", name).Text("value", value);
        xml.Close("event");
    }
}
