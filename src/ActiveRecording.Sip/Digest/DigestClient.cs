using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Digest;

/// <summary>The client's side of digest authentication (RFC 3261 §22.2, §22.3).</summary>
public static class DigestClient
{
    private const int ProxyAuthenticationRequired = 407;

    /// <summary>
    /// The request to send after a 401 or 407: with credentials, CSeq + 1 and no Via, so that it gets a branch of its own.
    /// Null if there is no challenge that can be answered.
    /// </summary>
    /// <param name="request">The request that was refused.</param>
    /// <param name="response">The refusal; its topmost challenge that is understood is answered (RFC 8760 §2.4).</param>
    /// <param name="user">User name.</param>
    /// <param name="password">The shared secret.</param>
    /// <param name="clientNonce">Made by chance.</param>
    public static SipRequest? Authorize(
        SipRequest request, SipResponse response, string user, string password, string clientNonce)
    {
        var byProxy = response.StatusCode == ProxyAuthenticationRequired;
        foreach (var value in response.Headers.All(byProxy ? HeaderNames.ProxyAuthenticate : HeaderNames.WwwAuthenticate))
        {
            if (!DigestChallenge.TryParse(value, out var challenge)) continue;
            var credentials = DigestCredentials.Answer(
                challenge, user, password, request.Method, request.RequestUri.ToString(), new(1, clientNonce));
            var again = request.Clone();
            again.Headers.Remove(HeaderNames.Via);
            again.CSeq = request.CSeq with { Number = request.CSeq.Number + 1 };
            again.Headers.Set(byProxy ? HeaderNames.ProxyAuthorization : HeaderNames.Authorization, credentials.ToString());
            return again;
        }

        return null;
    }
}
