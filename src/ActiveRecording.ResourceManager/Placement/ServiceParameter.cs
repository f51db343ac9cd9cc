using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>One service parameter of the IVR profile.</summary>
/// <param name="Service">For example <c>recordingclient</c>.</param>
/// <param name="Name">The parameter of the request URI.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFixed">Whether it replaces a parameter that is there already.</param>
internal sealed record ServiceParameter(string Service, string Name, string Value, bool IsFixed)
{
    /// <summary>Reads <c>recordingclient.recmediactl</c> = <c>fixed,2</c>.</summary>
    public static bool TryParse(string key, string setting, [NotNullWhen(true)] out ServiceParameter? parameter)
    {
        parameter = null;
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var comma = setting.IndexOf(',', StringComparison.Ordinal);
        if (dot < 1 || dot == key.Length - 1 || comma < 0) return false;
        var policy = setting[..comma].Trim();
        if (policy is not ("fixed" or "default")) return false;
        parameter = new(key[..dot], key[(dot + 1)..], setting[(comma + 1)..].Trim(), policy == "fixed");
        return true;
    }

    /// <summary>The request URI with the parameters of these services.</summary>
    public static SipUri Append(SipUri uri, IEnumerable<ServiceParameter> profile, params ReadOnlySpan<string> services)
    {
        foreach (var parameter in profile)
        {
            if (!services.Contains(parameter.Service) || (!parameter.IsFixed && uri.Parameters.Contains(parameter.Name))) continue;
            uri = uri.WithParameter(parameter.Name, parameter.Value);
        }

        return uri;
    }
}
