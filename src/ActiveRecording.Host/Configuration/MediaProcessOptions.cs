using System.Net;

namespace ActiveRecording.Host.Configuration;

/// <summary>Where the Media Server and the recorder of a node run: the section <c>media</c>.</summary>
/// <param name="IsChild">In a second process of the node, else in its own.</param>
/// <param name="Http">Where the second process serves HTTP.</param>
public sealed record MediaProcessOptions(bool IsChild, IPEndPoint Http)
{
    internal static MediaProcessOptions Read(Settings media, bool isInCluster)
    {
        var isChild = media.OneOf("process", ("inside", false), ("child", true));
        if (isChild && isInCluster)
            media.Complain("process", "in a cluster Media Servers and recorders are nodes of their own; inside is expected");
        return new MediaProcessOptions(isChild, media.EndPoint("http"));
    }
}
