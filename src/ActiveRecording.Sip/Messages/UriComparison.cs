namespace ActiveRecording.Sip.Messages;

/// <summary>Equality of URIs (RFC 3261 §19.1.4).</summary>
internal static class UriComparison
{
    private static readonly string[] AlwaysCompared = ["user", "ttl", "method", "maddr", "transport"];

    public static bool Same(SipUri left, SipUri right)
    {
        if (left.Text.SequenceEqual(right.Text)) return true;
        if (!string.Equals(left.Scheme, right.Scheme, StringComparison.Ordinal)) return false;
        if (!left.IsSip && !string.Equals(left.Scheme, "tel", StringComparison.Ordinal)) return false;
        return string.Equals(left.User, right.User, StringComparison.Ordinal)
            && string.Equals(left.Password, right.Password, StringComparison.Ordinal)
            && string.Equals(left.Host, right.Host, StringComparison.OrdinalIgnoreCase)
            && left.Port == right.Port
            && SameParameters(left.Parameters, right.Parameters)
            && SameHeaders(left.Headers, right.Headers);
    }

    private static bool SameParameters(SipParameters left, SipParameters right)
    {
        foreach (var name in AlwaysCompared)
        {
            if (left.Contains(name) != right.Contains(name)) return false;
        }

        foreach (var (name, value) in left)
        {
            if (right.TryGet(name, out var other) && !SameText(value, other)) return false;
        }

        return true;
    }

    private static bool SameHeaders(string? left, string? right)
    {
        if (left is null || right is null) return left is null && right is null;
        return left.Split('&').Order(StringComparer.OrdinalIgnoreCase)
            .SequenceEqual(right.Split('&').Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    private static bool SameText(string? left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
