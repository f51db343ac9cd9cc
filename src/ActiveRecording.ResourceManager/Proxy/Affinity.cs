using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>What kind of resource a dialog was placed on.</summary>
internal enum ResourceKind
{
    /// <summary>By a <c>msml=</c> request.</summary>
    MediaServer,

    /// <summary>By a <c>record=</c> request.</summary>
    Recorder,
}

/// <summary>
/// The parameter of our Record-Route that comes back in the Route of every in-dialog request, so that nothing about the
/// dialog has to be remembered (RFC 3261 §16.12).
/// </summary>
/// <param name="Kind">Of the resource.</param>
/// <param name="Resource">Its name.</param>
internal sealed record Affinity(ResourceKind Kind, string Resource)
{
    private const string Parameter = "affinity";

    /// <summary>The Record-Route value for an address of ours.</summary>
    public string RecordRoute(SipUri address)
    {
        var kind = Kind == ResourceKind.MediaServer ? 'm' : 'r';
        return $"<{address.WithParameter("lr").WithParameter(Parameter, $"{kind}.{Resource}")}>";
    }

    /// <summary>The affinity in a Route value; false if it has none.</summary>
    public static bool TryRead(SipUri route, [NotNullWhen(true)] out Affinity? affinity)
    {
        affinity = route.Parameters[Parameter] switch
        {
            ['m', '.', .. var name] => new(ResourceKind.MediaServer, name),
            ['r', '.', .. var name] => new(ResourceKind.Recorder, name),
            _ => null,
        };
        return affinity is not null;
    }
}
