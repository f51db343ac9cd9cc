using Xunit.v3;

namespace ActiveRecording;

/// <summary>
/// Marks a test that shows what the product does where a specification asks for something else. They are counted by
/// <c>./build.sh test</c> and in CI.
/// </summary>
/// <param name="reason">What is asked, by specification and section, and why it is not done.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
internal sealed class KnownGapAttribute(string reason) : Attribute, ITraitAttribute
{
    /// <summary>What is asked, by specification and section, and why it is not done.</summary>
    public string Reason => reason;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("KnownGap", reason)];
}
