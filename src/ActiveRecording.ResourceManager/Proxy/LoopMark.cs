using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>
/// The second part of this proxy's branches (RFC 3261 §16.6 point 8, RFC 5393 §4.2): all that decides where a request
/// goes. A request that comes back with the same mark loops; with another one it merely spirals.
/// </summary>
internal static class LoopMark
{
    private const int Bytes = 8;
    private const char Separator = '.';

    /// <summary>The mark of a request as it was received.</summary>
    public static string Of(SipRequest request)
    {
        var deciding = string.Create(
            CultureInfo.InvariantCulture,
            $"{request.RequestUri}\n{request.From.Tag}\n{request.To.Tag}\n{request.CallId}\n{request.CSeq}\n{string.Join(',', request.Headers.All(HeaderNames.Route))}\n{string.Join(',', request.Headers.All(HeaderNames.ProxyRequire))}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deciding)).AsSpan(0, Bytes));
    }

    /// <summary>
    /// The first part of the branch where several nodes are one proxy: the same on each for the same request and hop, so that
    /// one that is active now goes on with what another has sent (as RFC 3261 §16.11 does without any state).
    /// </summary>
    public static string Derive(ServerTransactionId upstream, SipHop hop) => Via.MagicCookie
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{upstream}\n{hop}")).AsSpan(0, 2 * Bytes));

    /// <summary>Whether a branch was derived from that request and hop.</summary>
    public static bool IsDerived(Via via, ServerTransactionId upstream, SipHop hop) =>
        via.Branch?.StartsWith($"{Derive(upstream, hop)}{Separator}", StringComparison.Ordinal) ?? false;

    /// <summary>A branch with a mark.</summary>
    public static string Branch(string unique, string mark) => $"{unique}{Separator}{mark}";

    /// <summary>Whether a request was here before and would go where it went then (RFC 3261 §16.3 point 4).</summary>
    public static bool IsLoop(SipRequest request, string mark, Func<Via, bool> isOurs) => request.Vias.Any(
        via => isOurs(via) && via.Branch is { } branch && branch.EndsWith($"{Separator}{mark}", StringComparison.Ordinal));
}
