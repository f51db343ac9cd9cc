using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Why the switch itself says BYE or CANCEL (RFC 3326), where no party said it first.</summary>
internal static class EndReasons
{
    /// <summary>Of a further answer to an INVITE that a proxy forked.</summary>
    public static Reason Elsewhere { get; } = Reason.Sip(200, "Call completed elsewhere");

    /// <summary>What an event gives as a reason; null for nothing.</summary>
    public static string? Of(CallEvent @event) => @event switch
    {
        CallEnded ended => Of(ended)?.ToString(),
        LegDropped => Reason.Sip(487).ToString(),
        _ => null,
    };

    private static Reason? Of(CallEnded ended) => ended.Cause switch
    {
        CallEndCause.Refused => Reason.Sip(ended.Status),
        CallEndCause.NoAnswer => Reason.Sip(408, "No Answer"),
        CallEndCause.NoCommonCodec => Reason.Sip(488),
        CallEndCause.RecordingImpossible => Reason.Sip(503, "Recording Impossible"),
        CallEndCause.NotConfirmed => Reason.Sip(408, "ACK Missing"),
        CallEndCause.PartyLost => Reason.Sip(481),
        CallEndCause.MediaLost => Reason.Sip(500, "Media Lost"),
        CallEndCause.Terminated => Reason.Sip(503, "Ended By The Switch"),
        _ => null,
    };
}
