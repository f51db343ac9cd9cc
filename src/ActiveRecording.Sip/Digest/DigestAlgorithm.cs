using System.Security.Cryptography;
using System.Text;

namespace ActiveRecording.Sip.Digest;

/// <summary>Hash functions of digest authentication (RFC 7616 §6.1, RFC 8760 §2).</summary>
public enum DigestAlgorithm
{
    /// <summary>RFC 2617; what most phones speak.</summary>
    Md5,

    /// <summary>RFC 8760.</summary>
    Sha256,
}

/// <summary>Names and functions of the algorithms.</summary>
internal static class DigestHash
{
    /// <summary>The name on the wire.</summary>
    public static string NameOf(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Md5 ? "MD5" : "SHA-256";

    /// <summary>MD5 if nothing is said (RFC 7616 §3.3); false for those not supported.</summary>
    public static bool TryParse(string? name, out DigestAlgorithm algorithm)
    {
        algorithm = "SHA-256".Equals(name, StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256 : DigestAlgorithm.Md5;
        return name is null || algorithm == DigestAlgorithm.Sha256 || "MD5".Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The hash of a UTF-8 text in lower-case hexadecimal digits.</summary>
    public static string Of(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm == DigestAlgorithm.Md5 ? MD5.HashData(bytes) : SHA256.HashData(bytes));
    }
}
