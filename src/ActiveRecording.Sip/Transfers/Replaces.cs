using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transfers;

/// <summary>The dialog that a new one takes the place of: the header field Replaces (RFC 3891 §6.1).</summary>
/// <param name="CallId">Call-ID.</param>
/// <param name="ToTag">The tag of whoever receives the header field.</param>
/// <param name="FromTag">The other tag; <c>0</c> also stands for none (§3).</param>
/// <param name="EarlyOnly">Only while that dialog is early.</param>
public sealed record Replaces(string CallId, string ToTag, string FromTag, bool EarlyOnly = false)
{
    private static readonly SearchValues<char> NotInCallId = SearchValues.Create(" \t\"<>,");

    /// <summary>The dialog as its receiver knows it.</summary>
    public DialogId Dialog => new(CallId, ToTag, FromTag);

    /// <summary>Reads <c>12345@example;to-tag=7;from-tag=8;early-only</c>; both tags must be there.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Replaces? replaces)
    {
        replaces = null;
        if (text?.IndexOf(';', StringComparison.Ordinal) is not (> 0 and var end)) return false;
        var callId = text[..end].Trim();
        if (callId.Length == 0 || callId.AsSpan().ContainsAny(NotInCallId)) return false;
        if (!SipParameters.TryParse(Encoding.UTF8.GetBytes(text[end..]), inUri: false, out var parameters)) return false;
        if (parameters["to-tag"] is not { } to || parameters["from-tag"] is not { } from) return false;
        if (!SipGrammar.IsToken(to) || !SipGrammar.IsToken(from)) return false;
        replaces = new(callId, to, from, parameters.Contains("early-only"));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{CallId};to-tag={ToTag};from-tag={FromTag}{(EarlyOnly ? ";early-only" : "")}";
}
