using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.SipServer.Routing;

/// <summary>
/// Where a 3xx may lead: to an extension of this switch, named by its number here or by the address it is reached at. Any
/// other address, and every trunk, is somebody else's wish at our expense.
/// </summary>
internal sealed class Redirects(DialPlan plan, SipEndpoint endpoint)
{
    /// <summary>The first of a redirection's targets that may be called; false if none may.</summary>
    public bool TryFind(SipResponse redirection, [NotNullWhen(true)] out Redirect? redirect)
    {
        redirect = null;
        foreach (var text in redirection.Headers.All(HeaderNames.Contact))
        {
            if (!NameAddress.TryParse(text, out var contact) || contact.Uri is not { IsSip: true, User: { } number } uri) continue;
            if (plan.Find(number, PartyKind.Trunk) is not CalleeVerdict.Reachable callee) continue;
            if (!IsOurs(uri) && !IsSameHost(uri, callee.Target)) continue;
            redirect = new Redirect(callee.Target.ToString(), callee.Dn.Record, callee.Dn.Trusted);
            return true;
        }

        return false;
    }

    private static bool IsSameHost(SipUri left, SipUri right) =>
        string.Equals(left.Host, right.Host, StringComparison.OrdinalIgnoreCase) && left.Port == right.Port;

    private bool IsOurs(SipUri uri) => endpoint.TryResolve(uri.WithUser("any"), out var hop)
        && (endpoint.Udp.Contains(hop.Remote) || endpoint.Tcp.Contains(hop.Remote));
}
