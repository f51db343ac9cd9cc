using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>
/// The CallUUID of a call that an INVITE outside of a dialog asks for, the same on every node: a repetition, a CANCEL and
/// the ACK of a refusal find it wherever they come in. From Call-ID, From tag and CSeq number, under a key that parties do
/// not know.
/// </summary>
/// <param name="key">The same on every node of the role.</param>
internal sealed class CallUuids(ReadOnlyMemory<byte> key)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public string Of(SipRequest request)
    {
        var asked = string.Create(
            CultureInfo.InvariantCulture, $"call\n{request.CallId}\n{request.From.Tag}\n{request.CSeq.Number}");
        var hash = HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(asked));
        return string.Create(CallTokens.CallUuidLength, hash, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Digits[bytes[i] % Digits.Length];
        });
    }
}
