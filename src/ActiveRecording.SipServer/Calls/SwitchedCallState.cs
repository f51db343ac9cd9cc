using System.Text.Json.Serialization;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A call as the room keeps it: what the domain decides, and the dialogs that carry it.</summary>
/// <param name="Call">The domain's state.</param>
/// <param name="Routing">Null before there is a call.</param>
/// <param name="Dialogs">One per leg.</param>
public sealed record SwitchedCallState(CallState Call, CallRouted? Routing, LegDialogs Dialogs)
{
    /// <summary>What its peers asked lately, and what they were answered.</summary>
    public KnownRequests Known { get; init; } = KnownRequests.None;
}

/// <summary>How a call's legs are addressed.</summary>
/// <param name="At">When.</param>
/// <param name="Secret">Of <see cref="CallTokens"/>.</param>
/// <param name="CallerName">The caller's display name; null for none.</param>
/// <param name="Origin">The caller.</param>
/// <param name="Destination">The callee.</param>
/// <param name="OriginMedia">The Media Server on the caller's behalf.</param>
/// <param name="DestinationMedia">The Media Server on the callee's behalf.</param>
/// <param name="MsmlContentType">Of the MSML bodies we send.</param>
[JournalName("call-routed", version: 1)]
public sealed record CallRouted(
    DateTimeOffset At, string Secret, string? CallerName, LegAddresses Origin, LegAddresses Destination,
    LegAddresses OriginMedia, LegAddresses DestinationMedia, string MsmlContentType) : CallEvent(At)
{
    /// <summary>Whether the caller takes provisional responses reliably (RFC 3262); then the callee may send them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakesReliable { get; init; }

    /// <summary>Whether the caller wants every provisional response reliably (RFC 3262 §3).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RequiresReliable { get; init; }

    /// <summary>Further phones of the callee, rung at the same time as the first; null for none.</summary>
    public IReadOnlyList<string>? OtherTargets { get; init; }

    /// <summary>Hops that the INVITE to the callee may take: one less than the caller's, so that no call goes round for ever (RFC 7332).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxForwards { get; init; }

    /// <summary>P-Asserted-Identity as the callee may see it (RFC 3325); null for none.</summary>
    public string? AssertedIdentity { get; init; }

    /// <summary>What the caller wants kept private (RFC 3323); null for nothing said.</summary>
    public string? Privacy { get; init; }

    /// <summary>Redirections of the callee that are followed; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FollowRedirects { get; init; }

    /// <summary>What is wanted of session timers (RFC 4028); null for none.</summary>
    public SessionTimerOptions? SessionTimer { get; init; }

    /// <summary>The addresses of a leg.</summary>
    public LegAddresses this[LegId leg] => leg switch
    {
        LegId.Origin => Origin,
        LegId.Destination => Destination,
        LegId.OriginMedia => OriginMedia,
        _ => DestinationMedia,
    };
}

/// <summary>The URIs of a leg's dialog.</summary>
/// <param name="Contact">Ours, where its requests reach us.</param>
/// <param name="Local">Who we are in it: From of a leg that we invite.</param>
/// <param name="Remote">Who it is: To of a leg that we invite.</param>
/// <param name="Target">Where its first INVITE goes.</param>
public sealed record LegAddresses(string Contact, string Local, string Remote, string Target)
{
    /// <summary>Ours, where its requests reach us.</summary>
    public string Contact { get; init; } = RecentStrings.Of(Contact);

    /// <summary>Who we are in it: From of a leg that we invite.</summary>
    public string Local { get; init; } = RecentStrings.Of(Local);

    /// <summary>Who it is: To of a leg that we invite.</summary>
    public string Remote { get; init; } = RecentStrings.Of(Remote);

    /// <summary>Where its first INVITE goes.</summary>
    public string Target { get; init; } = RecentStrings.Of(Target);
}

/// <summary>A leg's dialog has begun, or somebody in it is reached elsewhere.</summary>
[JournalName("dialog-changed", version: 1)]
public sealed record DialogChanged(DateTimeOffset At, LegId Leg, LegDialog Dialog) : CallEvent(At);

/// <summary>A leg's dialog has moved on: requests were sent, received, answered.</summary>
[JournalName("dialog-moved", version: 1)]
public sealed record DialogMoved(DateTimeOffset At, LegId Leg, LegProgress Progress) : CallEvent(At);

/// <summary>The session timer of a leg was set (RFC 4028).</summary>
[JournalName("session-timer-set", version: 1)]
public sealed record SessionTimerSet(DateTimeOffset At, LegId Leg, SessionTimerState? Timer) : CallEvent(At);
