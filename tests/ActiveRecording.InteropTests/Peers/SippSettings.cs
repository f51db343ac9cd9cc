namespace ActiveRecording.InteropTests.Peers;

/// <summary>What a scenario leaves open: its <c>[name]</c>s, its <c>@NAME@</c>s where sipp takes no keyword, its pause.</summary>
/// <param name="Pause">How long its pauses without a length of their own take.</param>
/// <param name="Values">By name.</param>
internal sealed record SippSettings(TimeSpan Pause, params (string Name, string Value)[] Values)
{
    public static readonly SippSettings None = new(TimeSpan.Zero);

    /// <summary>As sipp's arguments.</summary>
    public IEnumerable<string> Keys => Values.SelectMany(static value => new[] { "-key", value.Name, value.Value });

    public string FillIn(string scenario) => Values.Aggregate(
        scenario, static (text, value) => text.Replace($"@{value.Name}@", value.Value, StringComparison.Ordinal));
}
