using System.Text.Json.Serialization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>One dialog seen from one end (RFC 3261 §12): strings and numbers only, so that it can be journalled.</summary>
/// <param name="CallId">Call-ID.</param>
/// <param name="LocalTag">Our tag.</param>
/// <param name="RemoteTag">The peer's tag; empty for a peer of RFC 2543.</param>
/// <param name="LocalUri">Our address: From of the caller, To of the callee; without tag.</param>
/// <param name="RemoteUri">The peer's address, without tag.</param>
/// <param name="LocalTarget">Our Contact URI.</param>
/// <param name="RemoteTarget">The peer's Contact URI: the request URI of what we send.</param>
/// <param name="RouteSet">The proxies in between, the nearest first.</param>
/// <param name="LocalCSeq">The number of our last request; 0 before the first.</param>
/// <param name="RemoteCSeq">The number of the peer's last request; null before the first.</param>
/// <param name="Early">Made by a provisional response and not confirmed yet.</param>
/// <param name="IsCaller">Whether we sent the INVITE that made it.</param>
public sealed record DialogState(
    string CallId,
    string LocalTag,
    string RemoteTag,
    string LocalUri,
    string RemoteUri,
    string LocalTarget,
    string RemoteTarget,
    RouteSet RouteSet,
    uint LocalCSeq,
    uint? RemoteCSeq,
    bool Early,
    bool IsCaller)
{
    /// <summary>Call-ID.</summary>
    [JsonPropertyOrder(-1)]
    public string CallId { get; init; } = RecentStrings.Of(CallId);

    /// <summary>Our tag.</summary>
    [JsonPropertyOrder(-1)]
    public string LocalTag { get; init; } = RecentStrings.Of(LocalTag);

    /// <summary>The peer's tag; empty for a peer of RFC 2543.</summary>
    [JsonPropertyOrder(-1)]
    public string RemoteTag { get; init; } = RecentStrings.Of(RemoteTag);

    /// <summary>Our address: From of the caller, To of the callee; without tag.</summary>
    [JsonPropertyOrder(-1)]
    public string LocalUri { get; init; } = RecentStrings.Of(LocalUri);

    /// <summary>The peer's address, without tag.</summary>
    [JsonPropertyOrder(-1)]
    public string RemoteUri { get; init; } = RecentStrings.Of(RemoteUri);

    /// <summary>Our Contact URI.</summary>
    [JsonPropertyOrder(-1)]
    public string LocalTarget { get; init; } = RecentStrings.Of(LocalTarget);

    /// <summary>The peer's Contact URI: the request URI of what we send.</summary>
    [JsonPropertyOrder(-1)]
    public string RemoteTarget { get; init; } = RecentStrings.Of(RemoteTarget);

    /// <summary>What in-dialog requests are recognised by.</summary>
    [JsonIgnore]
    public DialogId Id => new(CallId, LocalTag, RemoteTag);
}
