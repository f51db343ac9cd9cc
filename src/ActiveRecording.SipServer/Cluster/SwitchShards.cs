using ActiveRecording.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>
/// What belongs to which call or number: within dialogs by the tag that the switch issued, before them by
/// <see cref="CallUuids"/>, registrations by the number.
/// </summary>
/// <param name="uuids">Names calls that have no tag yet.</param>
/// <param name="ofCall">The shard of a call.</param>
/// <param name="ofNumber">The shard of a number.</param>
internal sealed class SwitchShards(CallUuids uuids, Func<string, int> ofCall, Func<string, int> ofNumber) : ISipShards
{
    /// <inheritdoc/>
    public int? OfReceived(SipMessage message)
    {
        if (message is not SipRequest request) return OfTag(message.From.Tag);
        if (OfTag(request.To.Tag) is { } known) return known;
        if (request.Method == SipMethod.Register) return ofNumber(request.To.Uri.User ?? "");
        return request.Method == SipMethod.Invite || request.Method == SipMethod.Cancel || request.Method == SipMethod.Ack
            ? ofCall(uuids.Of(request))
            : null;
    }

    /// <inheritdoc/>
    public int? OfSent(SipRequest request) => OfTag(request.From.Tag);

    private int? OfTag(string? tag) => CallTokens.TryRead(tag, out var callUuid, out _) ? ofCall(callUuid) : null;
}
