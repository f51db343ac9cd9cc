using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ResourceManager;

/// <summary>A Media Server or a recorder.</summary>
public sealed record ResourceOptions
{
    /// <summary>Names it in journal and logs and in the affinity of dialogs: letters, digits, hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Its address, for example <c>sip:127.0.0.1:5260;transport=tcp</c>.</summary>
    public required string Aor { get; init; }

    /// <summary>Streams it takes: two per call.</summary>
    public int PortCapacity { get; init; } = 1_000;

    /// <summary>Anything but <c>active</c> makes it invisible.</summary>
    public string RedundancyType { get; init; } = "active";

    internal bool IsActive => string.Equals(RedundancyType, "active", StringComparison.OrdinalIgnoreCase);

    internal static IEnumerable<string> Problems(string key, IReadOnlyList<ResourceOptions> resources)
    {
        foreach (var resource in resources)
        {
            if (resource.Name.Length is 0 or > 64 || !resource.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                yield return $"{key}: the name '{resource.Name}' is not 1 to 64 letters, digits and hyphens";
            if (!SipUri.TryParse(resource.Aor, out var uri) || !uri.IsSip || uri.IsSecure)
                yield return $"{key}: the aor '{resource.Aor}' of {resource.Name} is no sip: address";
            if (resource.PortCapacity < 1) yield return $"{key}: the port-capacity of {resource.Name} is below 1";
        }

        foreach (var twice in resources.GroupBy(resource => resource.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"{key}: {twice.Key} is there twice";
    }
}
