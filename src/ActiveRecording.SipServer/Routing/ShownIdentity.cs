using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Identities;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Routing;

/// <summary>
/// Who the callee is told calls: what the caller asserts if it is trusted, else, to those who are trusted, the extension
/// that it was known as; and to others than those, nothing of a caller that wants to stay private (RFC 3323 §5, RFC 3325 §5
/// and §7). That the callee's dialog is our own keeps the caller's Via, Contact and Record-Route from it in any case.
/// </summary>
/// <param name="From">The URI of From.</param>
/// <param name="Name">The display name of From; null for none.</param>
/// <param name="Asserted">P-Asserted-Identity; null for none.</param>
/// <param name="Privacy">What is left to be kept private by those behind; null for nothing.</param>
internal sealed record ShownIdentity(SipUri From, string? Name, string? Asserted, string? Privacy)
{
    private const string Nobody = "Anonymous";

    /// <summary>RFC 3323 §4.1.1.3.</summary>
    private static readonly SipUri Anonymous = SipUri.Parse("sip:anonymous@anonymous.invalid");

    /// <summary>Whether an address is that of From of a caller that stays private.</summary>
    public static bool IsAnonymous(string uri) => uri == Anonymous.ToString();

    /// <param name="invite">As received.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="callee">The number it goes to.</param>
    /// <param name="own">The caller's address at this switch.</param>
    public static ShownIdentity Of(SipRequest invite, CallerVerdict.Known caller, DnOptions callee, SipUri own)
    {
        var shown = invite.Clone();
        AssertedIdentity.Accept(shown, caller.Dn.Trusted);
        if (callee.Trusted && !caller.Dn.Trusted && caller.IsProven && caller.Party.Kind == PartyKind.Extension)
            shown.AssertedIdentities = [AssertedIdentity.Choose(invite, [new NameAddress(null, own, SipParameters.Empty)])];
        AssertedIdentity.Release(shown, callee.Trusted, revealsUnasked: true);

        var asked = shown.Privacy;
        if (callee.Trusted || !IsPrivate(asked))
            return new(own, invite.From.DisplayName, Joined(shown.AssertedIdentities), Joined(shown.Headers.All(HeaderNames.Privacy)));
        return new(Anonymous, Nobody, null, Left(asked));
    }

    private static bool IsPrivate(Privacy asked) =>
        asked.Asks(Sip.Identities.Privacy.Id) || asked.Asks(Sip.Identities.Privacy.User) || asked.Asks(Sip.Identities.Privacy.Header);

    /// <summary>What was done is taken off; <c>critical</c> does not stay alone (RFC 3323 §5).</summary>
    private static string? Left(Privacy asked)
    {
        var left = asked.Values.Where(value => value is not (Sip.Identities.Privacy.User or Sip.Identities.Privacy.Header)).ToList();
        return left.Exists(value => value != Sip.Identities.Privacy.Critical) ? string.Join(";", left) : null;
    }

    private static string? Joined<T>(IEnumerable<T> values) => string.Join(", ", values) is { Length: > 0 } all ? all : null;
}
