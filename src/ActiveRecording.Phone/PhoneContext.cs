using System.Net;
using ActiveRecording.Phone.Media;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Phone;

/// <summary>What the calls of one phone share.</summary>
internal sealed record PhoneContext(
    PhoneOptions Options, SipEndpoint Endpoint, INetwork Network, TimeProvider Time, IIdentifiers Identifiers)
{
    /// <summary>The methods it understands.</summary>
    public const string Allow = "INVITE, ACK, CANCEL, BYE, INFO, OPTIONS";

    private const int DefaultPort = 5060;

    /// <summary>Its address of record.</summary>
    public SipUri Address => Options.Server is { } server
        ? SipUri.Create(Options.User, server.Host, server.Port is DefaultPort ? null : server.Port)
        : Endpoint.Contact(Options.User, Towards(Options.Local)).WithoutParameters();

    public PhoneMedia OpenMedia() =>
        new(Options.Ports, Options.Local.Address, Options.KeepPackets, Network, Time, Identifiers);

    /// <summary>
    /// The first hop of a request outside a dialog: the server, or straight to where its URI says.
    /// </summary>
    public bool TryFirstHop(SipUri target, out SipHop? hop) =>
        Endpoint.TryResolve(Options.Server ?? target, out hop);

    /// <summary>Where a call to a DN or a full URI goes.</summary>
    public SipUri Target(string dialled) => SipUri.TryParse(dialled, out var uri) && uri.IsSip
        ? uri
        : Address.WithUser(dialled);

    private SipHop Towards(IPEndPoint address) => new(Options.Transport, address);
}
