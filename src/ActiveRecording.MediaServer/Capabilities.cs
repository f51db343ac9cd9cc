using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer;

/// <summary>What the Media Server can do, and the responses that say so.</summary>
internal static class Capabilities
{
    /// <summary>The methods understood, for Allow (RFC 3261 §20.5).</summary>
    public const string Methods = "INVITE, ACK, BYE, CANCEL, INFO, OPTIONS, UPDATE";

    /// <summary>The extensions understood, for Require (RFC 3261 §19.2): session timers.</summary>
    public static readonly HashSet<string> Extensions =
        new([OptionTags.Timer], StringComparer.OrdinalIgnoreCase);

    /// <summary>420: required extensions that are not supported (RFC 3261 §8.2.2.3).</summary>
    public static SipResponse Unsupported(SipRequest request, IReadOnlyList<string> extensions)
    {
        var response = request.CreateResponse(420);
        response.Headers.Add(HeaderNames.Unsupported, string.Join(", ", extensions));
        return response;
    }

    /// <summary>405 (RFC 3261 §8.2.1).</summary>
    public static SipResponse NotAllowed(SipRequest request)
    {
        var response = request.CreateResponse(405);
        response.Headers.Add(HeaderNames.Allow, Methods);
        return response;
    }

    /// <summary>415 for a body that is no MSML (RFC 3261 §8.2.3).</summary>
    public static SipResponse NotMsml(SipRequest request)
    {
        var response = request.CreateResponse(415);
        response.Headers.Add(
            HeaderNames.Accept, $"{MsmlBody.RadisysContentType}, {MsmlBody.StandardContentType}");
        return response;
    }

    /// <summary>200 to OPTIONS (RFC 3261 §11.2).</summary>
    public static SipResponse Answer(SipRequest request)
    {
        var response = request.CreateResponse(200);
        response.Headers.Add(HeaderNames.Allow, Methods);
        response.Headers.Add(
            HeaderNames.Accept,
            $"{SessionDescription.ContentType}, {MsmlBody.RadisysContentType}, {MsmlBody.StandardContentType}");
        return response;
    }
}
