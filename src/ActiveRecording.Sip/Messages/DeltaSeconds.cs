using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>delta-seconds of RFC 3261 §25.1: 0 to 2^32 - 1; what exceeds an <see cref="int"/> is cut to it.</summary>
public static class DeltaSeconds
{
    /// <summary>What a malformed Expires stands for (RFC 3261 §20.19, §10.2.1.1).</summary>
    public const int Default = 3600;

    /// <summary>Reads digits only; null if there is anything else.</summary>
    public static int? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 10 || text.Any(c => !char.IsAsciiDigit(c))) return null;
        return SipGrammar.TryNumber(Encoding.ASCII.GetBytes(text), int.MaxValue, out var seconds) ? seconds : int.MaxValue;
    }

    /// <summary>Reads seconds with parameters, as in <c>1800;refresher=uac</c>.</summary>
    public static bool TryParse(string? text, out int seconds, out SipParameters parameters)
    {
        seconds = 0;
        parameters = SipParameters.Empty;
        if (text is null) return false;
        var end = text.IndexOf(';', StringComparison.Ordinal);
        if (Parse((end < 0 ? text : text[..end]).Trim()) is not { } read) return false;
        seconds = read;
        return end < 0 || SipParameters.TryParse(Encoding.UTF8.GetBytes(text[end..]), inUri: false, out parameters!);
    }
}
