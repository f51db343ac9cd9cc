using System.Diagnostics.CodeAnalysis;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer.Routing;

/// <summary>The configured directory numbers, found by number.</summary>
/// <exception cref="ArgumentException">Two have the same number.</exception>
internal sealed class DnDirectory(IReadOnlyList<DnOptions> dns)
{
    private readonly Dictionary<string, DnOptions> byNumber = dns.ToDictionary(dn => dn.Number, StringComparer.Ordinal);

    /// <summary>The trunks, those with the longest prefix first.</summary>
    public IReadOnlyList<DnOptions> Trunks { get; } =
        [.. dns.Where(dn => dn.Type == DnType.Trunk).OrderByDescending(dn => dn.Prefix?.Length ?? 0)];

    public bool TryGetExtension(string number, [NotNullWhen(true)] out DnOptions? extension) =>
        byNumber.TryGetValue(number, out extension) && extension.Type == DnType.Extension;

    /// <summary>What a number's registration needs; null if there is no such number.</summary>
    public RegistrationRights? RightsOf(string number) => byNumber.TryGetValue(number, out var dn)
        ? new RegistrationRights(dn.Type == DnType.Extension ? dn.Password : null)
        : null;
}
