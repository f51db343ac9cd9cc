using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActiveRecording.Host.Tests.Cluster;

/// <summary>Certificates for nodes, good for an hour.</summary>
internal static class Certificates
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now - TimeSpan.FromDays(1), Now + TimeSpan.FromDays(1));
    }

    public static X509Certificate2 Of(X509Certificate2 issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(issuer, Now - TimeSpan.FromHours(1), Now + TimeSpan.FromHours(1), RandomNumberGenerator.GetBytes(8));
        using var own = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>HOCON that names a certificate of an authority, and the authority, in files of a folder.</summary>
    public static string Configure(string folder, X509Certificate2 authority)
    {
        using var own = Of(authority);
        File.WriteAllText(Path.Combine(folder, "node.pem"), own.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "node.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "authority.pem"), authority.ExportCertificatePem());
        return $$"""cluster.tls { certificate = "{{folder}}/node.pem", key = "{{folder}}/node.key", authorities = "{{folder}}/authority.pem" }""";
    }
}
