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
}
