namespace ActiveRecording.Host.Configuration;

/// <summary>Who may observe and command the node by <c>arctl</c>.</summary>
/// <param name="Token">What operators show; empty for one that is drawn and kept in the file.</param>
/// <param name="TokenFile">Where a drawn token is kept, readable by the node's user only.</param>
/// <param name="Remote">Whether operators may come from other machines.</param>
public sealed record OperationsOptions(string Token, string TokenFile, bool Remote)
{
    /// <summary>Commands that made an entity fail, kept in memory for them; the oldest give way.</summary>
    public int PoisonKept { get; init; } = 100;

    /// <summary>A shorter token could be guessed.</summary>
    private const int ShortestToken = 16;

    internal static OperationsOptions Read(Settings operations)
    {
        var token = operations.Text("token");
        if (token.Length is > 0 and < ShortestToken) operations.Complain("token", $"it must have at least {ShortestToken} characters, or none");
        return new(token, operations.Name("token-file"), operations.Flag("remote"))
        {
            PoisonKept = operations.Number("poison-kept", 0, 10_000),
        };
    }
}
