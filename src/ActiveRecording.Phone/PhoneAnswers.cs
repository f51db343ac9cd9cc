using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Phone;

/// <summary>Answers that need no call.</summary>
internal static class PhoneAnswers
{
    /// <summary>To a request that is neither INVITE nor BYE.</summary>
    public static SipResponse ToOther(SipRequest request)
    {
        var known = request.Method == SipMethod.Options || request.Method == SipMethod.Info;
        var response = request.CreateResponse(known ? 200 : 405);
        response.Headers.Set(HeaderNames.Allow, PhoneContext.Allow);
        return response;
    }

    /// <summary>
    /// To a request that requires an extension; null if it requires none (RFC 3261 §8.2.2.3).
    /// </summary>
    public static SipResponse? ToRequired(SipRequest request)
    {
        var unsupported = request.UnsupportedExtensions(System.Collections.Frozen.FrozenSet<string>.Empty);
        if (unsupported.Count == 0) return null;
        var response = request.CreateResponse(420);
        response.Headers.Set(HeaderNames.Unsupported, string.Join(", ", unsupported));
        return response;
    }
}
