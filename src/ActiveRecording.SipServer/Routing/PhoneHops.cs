using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer.Routing;

/// <summary>
/// Where a leg's request is sent: a registered phone where its registration came from, on the connection it opened; all
/// else where the request says.
/// </summary>
internal sealed class PhoneHops(SipEndpoint endpoint, RegistrarView registrations, TimeProvider time)
{
    public bool TryFind(SwitchedCallState state, LegId leg, SipRequest request, [NotNullWhen(true)] out SipHop? hop)
    {
        hop = null;
        if (!request.Headers.Contains(HeaderNames.Route) && PartyOf(state.Call, leg) is { Kind: PartyKind.Extension } party)
        {
            hop = registrations.Find(party.Dn, time.GetUtcNow())
                .FirstOrDefault(contact => contact.Uri.Equals(request.RequestUri))?.Hop;
        }

        return hop is not null || endpoint.TryResolve(request, out hop);
    }

    private static Party? PartyOf(CallState state, LegId leg) => leg switch
    {
        LegId.Origin => state.Facts?.Origin,
        LegId.Destination => state.Facts?.Destination,
        _ => null,
    };
}
