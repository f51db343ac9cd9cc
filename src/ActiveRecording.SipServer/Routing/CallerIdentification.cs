using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer.Routing;

/// <summary>
/// Tells who calls: a trunk by the address the request comes from, an extension by its From, believed when it comes from
/// where the extension is registered and else proved by digest. To be used on the endpoint's strand.
/// </summary>
internal sealed class CallerIdentification(
    DnDirectory directory, bool challenge, SipEndpoint endpoint, RegistrarView registrations, DigestServer digest,
    TimeProvider time)
{
    public CallerVerdict Identify(SipRequest invite, SipHop from)
    {
        var number = invite.From.Uri.User ?? "";
        if (directory.Trunks.FirstOrDefault(trunk => IsContact(trunk.Contact, invite, from)) is { } line)
            return new CallerVerdict.Known(line, new Party(line.Number, PartyKind.Trunk, number));
        if (!directory.TryGetExtension(number, out var extension)) return new CallerVerdict.Refused(403);

        var caller = new CallerVerdict.Known(extension, new Party(extension.Number, PartyKind.Extension, number));
        var proven = caller with { IsProven = true };
        if (IsContact(extension.Contact, invite, from) || IsRegisteredAt(number, from)) return proven;
        return challenge ? Prove(invite, extension) ?? proven : caller;
    }

    /// <summary>The answer to a caller that is not known: a refusal, or a 401 that asks it to prove who it is.</summary>
    public ResponseDraft Refusal(CallerVerdict verdict) => verdict is CallerVerdict.Challenge(var stale)
        ? new ResponseDraft(401)
        {
            Headers = [.. digest.Challenge(stale).Select(challenge => (HeaderNames.WwwAuthenticate, challenge.ToString()))],
        }
        : new ResponseDraft(verdict is CallerVerdict.Refused(var status) ? status : 403);

    /// <summary>Null if the caller proved to be that extension.</summary>
    private CallerVerdict? Prove(SipRequest invite, DnOptions extension)
    {
        var verdict = digest.Verify(invite, user => user == extension.Number ? extension.Password : null);
        return verdict.Outcome switch
        {
            DigestOutcome.Right => null,
            DigestOutcome.None => new CallerVerdict.Challenge(Stale: false),
            DigestOutcome.Stale => new CallerVerdict.Challenge(Stale: true),
            DigestOutcome.Unreadable => new CallerVerdict.Refused(400),
            _ => new CallerVerdict.Refused(403),
        };
    }

    /// <summary>
    /// Whether a request comes from a static contact: from its address, and from its port or on a connection whose far end
    /// says that port in Via.
    /// </summary>
    private bool IsContact(string? contact, SipRequest request, SipHop from)
    {
        if (!SipUri.TryParse(contact, out var uri) || !endpoint.TryResolve(uri, out var hop)) return false;
        if (!hop.Remote.Address.Equals(from.Remote.Address)) return false;
        return hop.Remote.Port == from.Remote.Port
            || (from.Transport != SipTransport.Udp && hop.Remote.Port == (request.TopVia.Port ?? 5060));
    }

    /// <summary>
    /// A flow of datagrams is our own socket and says nothing of the peer; a connection is the peer's. What comes from a
    /// proxy may come from anybody behind it.
    /// </summary>
    private bool IsRegisteredAt(string number, SipHop from) => registrations.Find(number, time.GetUtcNow())
        .Any(contact => contact.Path.Count == 0 && contact.Hop.Transport == from.Transport && (contact.Hop.Remote.Equals(from.Remote)
            || (from is { Transport: not SipTransport.Udp, Flow: { } flow } && flow == contact.Hop.Flow)));
}
