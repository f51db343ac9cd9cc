using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>A resource that may be chosen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Aor">Its address.</param>
/// <param name="PortCapacity">Streams it takes.</param>
internal sealed record Resource(string Name, SipUri Aor, int PortCapacity)
{
    /// <summary>The active ones, in the order of the options.</summary>
    public static IReadOnlyList<Resource> Of(IReadOnlyList<ResourceOptions> options) =>
        [.. options.Where(option => option.IsActive).Select(option => new Resource(option.Name, SipUri.Parse(option.Aor), option.PortCapacity))];

    /// <summary>A request URI with this resource's host, port and transport; user and other parameters stay.</summary>
    public SipUri Rewrite(SipUri uri)
    {
        var rewritten = uri.WithHost(Aor.Host, Aor.Port).WithoutParameter("transport").WithoutHeaders();
        return Aor.Parameters["transport"] is { } transport ? rewritten.WithParameter("transport", transport) : rewritten;
    }
}
