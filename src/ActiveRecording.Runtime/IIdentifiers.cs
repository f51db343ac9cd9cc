namespace ActiveRecording.Runtime;

/// <summary>The only source of chance: tags, branches, call identifiers, SSRCs, ports. Tests seed it.</summary>
public interface IIdentifiers
{
    /// <summary>64 random bits.</summary>
    ulong NextUInt64();

    /// <summary><paramref name="length"/> characters of <c>0-9A-Z</c> (base 36), 1 to 64.</summary>
    string NextToken(int length);
}
