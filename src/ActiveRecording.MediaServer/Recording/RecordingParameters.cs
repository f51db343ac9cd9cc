using System.Globalization;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>What the <c>gvp:param</c>s of a recorder say; empty or null where they say nothing.</summary>
internal sealed class RecordingParameters(MsmlRecorder recorder)
{
    /// <summary>The recording, 32 characters.</summary>
    public string Id => recorder["id"] ?? "";

    /// <summary>The call.</summary>
    public string CallUuid => recorder["callUuid"] ?? "";

    /// <summary>The party of the leg that asks.</summary>
    public string Dn => recorder["dn"] ?? "";

    /// <summary>The other party.</summary>
    public string OtherDn => recorder["otherDN"] ?? "";

    /// <summary>The DN on whose behalf is recorded.</summary>
    public string? RecordDn => recorder["recordDN"];

    /// <summary>
    /// <c>recmediactl</c>: 1 for one session with two streams, 2 for a session for each party.
    /// </summary>
    public int? MediaControl => Number("recmediactl");

    /// <summary>From 2 after the media was lost elsewhere; null for the first segment.</summary>
    public int? Segment => Number("segment") is > 1 and var segment ? segment : null;

    /// <summary><c>dateTime</c>: the answer of the call.</summary>
    public DateTimeOffset? AnsweredAt =>
        UtcInstant.TryParse(recorder["dateTime"] ?? "", out var at) ? at : null;

    private int? Number(string name) =>
        int.TryParse(recorder[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
