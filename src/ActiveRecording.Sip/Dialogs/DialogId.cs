namespace ActiveRecording.Sip.Dialogs;

/// <summary>What identifies a dialog at one end (RFC 3261 §12).</summary>
/// <param name="CallId">Call-ID.</param>
/// <param name="LocalTag">The tag this end chose.</param>
/// <param name="RemoteTag">The tag the peer chose; empty for a peer of RFC 2543.</param>
public readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag)
{
    /// <inheritdoc/>
    public override string ToString() => $"{CallId} {LocalTag} {RemoteTag}";
}
