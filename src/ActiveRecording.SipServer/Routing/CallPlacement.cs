using System.Globalization;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Runtime;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Cluster;

namespace ActiveRecording.SipServer.Routing;

/// <summary>From an INVITE with a known caller and callee to the command that places the call.</summary>
internal sealed class CallPlacement(SipServerOptions options, SipEndpoint endpoint, IIdentifiers identifiers)
{
    private const int SecretLength = 32;

    /// <summary>RFC 3261 §8.1.1.6.</summary>
    private const int MostForwards = 70;
    private readonly SipUri resourceManager = SipUri.Parse(options.ResourceManager);
    private readonly CallUuids? uuids = options.CallKey.IsEmpty ? null : new(options.CallKey);

    /// <summary>Null if the callee's address, or the Resource Manager's, is none that can be sent to.</summary>
    public SwitchedCallCommand.Place? Place(
        DateTimeOffset at, ServerTransactionId transaction, SipRequest invite, SipHop from, SessionDescription? offer,
        CallerVerdict.Known caller, CalleeVerdict.Reachable callee)
    {
        var calleeHop = callee.Hop;
        if (calleeHop is null && !endpoint.TryResolve(callee.Target, out calleeHop)) return null;
        if (!endpoint.TryResolve(resourceManager, out var mediaHop)) return null;
        var identity = NewIdentity(invite);
        var plan = RecordingPlan.Choose(
            caller.Party, caller.Dn.Wish, callee.Party, callee.Dn.Wish, options.RecordingFileName);
        var ani = caller.Party.Number;
        var dialled = callee.Party.Kind == PartyKind.Trunk ? null : invite.RequestUri.User;
        var dnis = dialled ?? callee.Party.Number;
        var call = new CallCommand.Place(
            at, identity, caller.Party, callee.Party, ani, dnis, offer, plan, options.Timeouts);

        var toCaller = endpoint.Contact(identity.CallUuid, from);
        var toCallee = endpoint.Contact(identity.CallUuid, calleeHop);
        var toMedia = endpoint.Contact(identity.CallUuid, mediaHop);
        var shown = ShownIdentity.Of(invite, caller, callee.Dn, At(toCallee, ani));
        var routing = new CallRouted(
            at,
            identifiers.NextToken(SecretLength),
            shown.Name,
            new LegAddresses(
                $"{toCaller}", $"{invite.To.Uri}", $"{invite.From.Uri}", $"{invite.Contact?.Uri ?? invite.From.Uri}"),
            new LegAddresses(
                $"{toCallee}", $"{shown.From}", $"{At(callee.Target, callee.Party.Number)}", $"{callee.Target}"),
            Media(toMedia, identity, caller.Party.Dn),
            Media(toMedia, identity, callee.Party.Dn),
            options.MsmlContentType)
        {
            AssertedIdentity = shown.Asserted,
            Privacy = shown.Privacy,
            FollowRedirects = options.FollowRedirects,
            SessionTimer = options.SessionTimer,
            TakesReliable = invite.Supports(OptionTags.Reliable),
            OtherTargets = callee.Others.Count > 0 ? [.. callee.Others.Select(other => $"{other}")] : null,
            MaxForwards = Math.Min(invite.MaxForwards ?? MostForwards, MostForwards) - 1,
            RequiresReliable = invite.Requires(OptionTags.Reliable),
        };
        return new SwitchedCallCommand.Place(at, transaction, invite, call, routing);
    }

    private static SipUri At(SipUri host, string user) => host.WithoutParameters().WithUser(user);

    private LegAddresses Media(SipUri contact, CallIdentity identity, string dn)
    {
        var conference = resourceManager.WithUser($"msml={identity.ConferenceId}");
        var target = conference.WithParameter("dn", dn).WithParameter("record");
        foreach (var (name, value) in options.MediaParameters)
            target = target.WithParameter(name, value.Length == 0 ? null : value);
        return new LegAddresses($"{contact}", $"{At(contact, dn)}", $"{target}", $"{target}");
    }

    private CallIdentity NewIdentity(SipRequest invite) => new(
        uuids?.Of(invite) ?? identifiers.NextToken(CallTokens.CallUuidLength),
        identifiers.NextUInt64().ToString("x16", CultureInfo.InvariantCulture),
        identifiers.NextToken(CallTokens.CallUuidLength),
        identifiers.NextToken(CallTokens.CallUuidLength));
}
