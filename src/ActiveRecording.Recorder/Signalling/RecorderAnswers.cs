using System.Globalization;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>The responses of a recorder.</summary>
internal static class RecorderAnswers
{
    /// <summary>What Allow lists.</summary>
    public const string Methods = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE";

    private const string WarningAgent = "recorder";

    /// <summary>Option tags a recorder supports: session timers.</summary>
    public static IReadOnlySet<string> Extensions { get; } = new HashSet<string>(
        [OptionTags.Timer], StringComparer.OrdinalIgnoreCase);

    /// <summary>200 to INVITE or UPDATE, with a description unless it was not asked for.</summary>
    public static SipResponse Success(
        SipRequest request, string tag, string contact, SessionDescription? description)
    {
        var response = request.CreateResponse(200, toTag: tag);
        response.Headers.Add(HeaderNames.Contact, $"<{contact}>");
        response.Headers.Add(HeaderNames.Allow, Methods);
        if (description is not null)
            response.SetBody(SessionDescription.ContentType, description.ToBytes());
        return response;
    }

    /// <summary>200 to OPTIONS (RFC 3261 §11.2).</summary>
    public static SipResponse Capabilities(SipRequest request, string tag)
    {
        var response = request.CreateResponse(200, toTag: tag);
        response.Headers.Add(HeaderNames.Allow, Methods);
        response.Headers.Add(HeaderNames.Accept, SessionDescription.ContentType);
        return response;
    }

    /// <summary>420: an extension is required that is not known (RFC 3261 §8.2.2.3).</summary>
    public static SipResponse BadExtension(SipRequest request, string tag, IReadOnlyList<string> unsupported)
    {
        var response = request.CreateResponse(420, toTag: tag);
        response.Headers.Add(HeaderNames.Unsupported, string.Join(", ", unsupported));
        return response;
    }

    /// <summary>405 (RFC 3261 §8.2.1).</summary>
    public static SipResponse NotAllowed(SipRequest request, string tag)
    {
        var response = request.CreateResponse(405, toTag: tag);
        response.Headers.Add(HeaderNames.Allow, Methods);
        return response;
    }

    /// <summary>Any other refusal, its reason in a Warning (RFC 3261 §20.43).</summary>
    public static SipResponse Refusal(SipRequest request, string tag, Refusal refusal)
    {
        var response = request.CreateResponse(refusal.Status, toTag: tag);
        response.Headers.Add(
            HeaderNames.Warning, $"{refusal.WarningCode} {WarningAgent} \"{refusal.Reason}\"");
        if (refusal.Status == 415) response.Headers.Add(HeaderNames.Accept, SessionDescription.ContentType);
        if (refusal.RetryAfter is { } wait)
            response.Headers.Add(
                HeaderNames.RetryAfter, ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}

/// <summary>Why a request is refused.</summary>
/// <param name="Status">400 to 699.</param>
/// <param name="Reason">For people, without quotes.</param>
/// <param name="WarningCode">RFC 3261 §27.2: 305 incompatible media format, 399 anything else.</param>
/// <param name="RetryAfter">When it may be tried again.</param>
internal sealed record Refusal(int Status, string Reason, int WarningCode = 399, TimeSpan? RetryAfter = null);
