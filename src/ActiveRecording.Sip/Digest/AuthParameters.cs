using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Digest;

/// <summary>A scheme and its comma-separated parameters (RFC 7235 §2.1); the first of two with one name counts.</summary>
internal sealed class AuthParameters
{
    private const int MaxParameters = 32;
    private const int DigestLength = 6;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value without quotes; null if it is not there.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Whether the scheme is Digest.</summary>
    public static bool IsDigest(string header)
    {
        var scheme = header.AsSpan().TrimStart();
        return scheme.StartsWith("Digest", StringComparison.OrdinalIgnoreCase)
            && (scheme.Length == DigestLength || char.IsWhiteSpace(scheme[DigestLength]));
    }

    /// <summary>Reads <c>Digest name=value, name="value"</c>; false for another scheme.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out AuthParameters? parameters)
    {
        parameters = null;
        var text = Encoding.UTF8.GetBytes(header ?? "").AsSpan();
        var rest = SipGrammar.TrimStart(text);
        var scheme = SipGrammar.TokenLength(rest);
        if (!SipGrammar.Same(rest[..scheme], "Digest"u8)) return false;
        if (scheme == rest.Length || !SipGrammar.IsSpace(rest[scheme])) return false;

        var read = new AuthParameters();
        var list = rest[scheme..];
        var scanner = new ListScanner(list);
        while (scanner.MoveNext())
        {
            if (read.values.Count == MaxParameters || !read.TryAdd(list.Slice(scanner.Start, scanner.Length))) return false;
        }

        parameters = read;
        return true;
    }

    private bool TryAdd(ReadOnlySpan<byte> pair)
    {
        pair = SipGrammar.Trim(pair);
        var length = SipGrammar.TokenLength(pair);
        var rest = SipGrammar.TrimStart(pair[length..]);
        if (length == 0 || rest.IsEmpty || rest[0] != (byte)'=') return false;
        rest = SipGrammar.TrimStart(rest[1..]);
        var quoted = !rest.IsEmpty && rest[0] == (byte)'"';
        if (quoted && SipGrammar.QuotedLength(rest) != rest.Length) return false;
        values.TryAdd(
            Encoding.ASCII.GetString(pair[..length]), quoted ? SipGrammar.Unquote(rest) : Encoding.UTF8.GetString(rest));
        return true;
    }
}
