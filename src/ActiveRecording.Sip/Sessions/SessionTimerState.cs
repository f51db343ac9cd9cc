using System.Text.Json.Serialization;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Sessions;

/// <summary>The session timer of one dialog, seen from one end (RFC 4028); instants and numbers, so that it can be journalled.</summary>
/// <param name="Seconds">The session interval of the last 2xx; 0 while there is no timer.</param>
/// <param name="Refreshes">Whether this end refreshes.</param>
/// <param name="ExpiresAt">When the session ends without a refresh.</param>
/// <param name="RefreshAt">When this end refreshes next; null while it is the peer's turn or a refresh is under way.</param>
/// <param name="MinSE">The largest Min-SE seen in a 422 or in a refresh request, in seconds; 0 if none was (§7.4).</param>
/// <param name="PeerUpdates">Whether the peer allows UPDATE, which then refreshes instead of a re-INVITE (§7.4).</param>
public sealed record SessionTimerState(
    int Seconds, bool Refreshes, DateTimeOffset ExpiresAt, DateTimeOffset? RefreshAt, int MinSE, bool PeerUpdates)
{
    /// <summary>Before anything was negotiated.</summary>
    public static SessionTimerState None { get; } = new(0, false, default, null, 0, false);

    /// <summary>Whether the session ends unless it is refreshed.</summary>
    [JsonIgnore]
    public bool IsActive => Seconds > 0;

    /// <summary>What a refresh is sent by.</summary>
    [JsonIgnore]
    public SipMethod RefreshMethod => PeerUpdates ? SipMethod.Update : SipMethod.Invite;
}
