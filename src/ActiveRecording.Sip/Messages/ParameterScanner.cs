using System.Buffers;

namespace ActiveRecording.Sip.Messages;

/// <summary>Walks <c>;name=value;flag;name="quoted"</c> without allocating (generic-param, RFC 3261 §25.1).</summary>
internal ref struct ParameterScanner(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = SipGrammar.TrimStart(text);

    /// <summary>As written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>As written, quotes included; empty for a flag.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>An equals sign was there.</summary>
    public bool HasValue { get; private set; }

    /// <summary>What followed was no parameter.</summary>
    public bool Failed { get; private set; }

    /// <summary>What has not been walked yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    public bool MoveNext()
    {
        if (rest.IsEmpty) return false;
        if (rest[0] != (byte)';') return Fail();
        while (!rest.IsEmpty && rest[0] == (byte)';') rest = SipGrammar.TrimStart(rest[1..]);
        if (rest.IsEmpty) return false;

        Name = Take(SipGrammar.ParameterNameEnd);
        if (Name.IsEmpty) return Fail();
        rest = SipGrammar.TrimStart(rest);
        HasValue = !rest.IsEmpty && rest[0] == (byte)'=';
        Value = default;
        if (!HasValue) return true;

        rest = SipGrammar.TrimStart(rest[1..]);
        if (rest.IsEmpty) return true;
        if (rest[0] == (byte)'"')
        {
            var length = SipGrammar.QuotedLength(rest);
            if (length == 0) return Fail();
            Value = rest[..length];
            rest = rest[length..];
        }
        else
        {
            Value = Take(SipGrammar.ParameterValueEnd);
        }

        rest = SipGrammar.TrimStart(rest);
        return true;
    }

    private ReadOnlySpan<byte> Take(SearchValues<byte> end)
    {
        var length = rest.IndexOfAny(end);
        var taken = length < 0 ? rest : rest[..length];
        rest = rest[taken.Length..];
        return taken;
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }
}
