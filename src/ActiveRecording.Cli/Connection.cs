using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Cli;

/// <summary>The options that every command has: which node, which token, how it is shown.</summary>
internal sealed class Connection
{
    public const string NodeVariable = "ARCTL_NODE";
    public const string TokenVariable = "ARCTL_TOKEN";
    private const string DefaultNode = "http://127.0.0.1:8080";

    /// <summary>Where a node that is started in the same folder keeps its token.</summary>
    private static readonly string DefaultTokenFile = Path.Combine("data", "operations.token");

    public Option<Uri> Node { get; } = new("--node")
    {
        Description = $"The node's HTTP address; {NodeVariable} or {DefaultNode} when left out.",
        HelpName = "URL",
        Recursive = true,
        CustomParser = static result =>
        {
            if (TryAddress(result.Tokens[0].Value, out var address)) return address;
            result.AddError($"--node must be a URL such as {DefaultNode}, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    public Option<string> Token { get; } = new("--token")
    {
        Description = $"The node's operations.token; {TokenVariable} or the token file when left out.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    public Option<string> TokenFile { get; } = new("--token-file")
    {
        Description = $"The node's operations.token-file; {DefaultTokenFile} when left out.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "JSON for programs instead of tables for people; what follows is one object per line.",
        Recursive = true,
    };

    /// <summary>The node of a command line.</summary>
    public NodeClient Open(ParseResult line)
    {
        if (line.GetValue(Node) is { } given) return new NodeClient(given, TokenOf(line));
        var text = Environment.GetEnvironmentVariable(NodeVariable) is { Length: > 0 } set ? set : DefaultNode;
        if (TryAddress(text, out var node)) return new NodeClient(node, TokenOf(line));
        throw new NodeException(ExitCode.WrongCommandLine, $"{NodeVariable} must be a URL such as {DefaultNode}, not '{text}'.");
    }

    /// <summary>The nearest one wins: command line, environment, file. None: the node will say what it thinks of that.</summary>
    private string? TokenOf(ParseResult line)
    {
        if (line.GetValue(Token) is { Length: > 0 } given) return given;
        var named = line.GetValue(TokenFile);
        if (named is null && Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } set) return set;
        var file = named ?? DefaultTokenFile;
        try
        {
            return named is null && !File.Exists(file) ? null : File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NodeException(ExitCode.NotAuthorised, $"The token file {file} cannot be read: {exception.Message}", exception);
        }
    }

    private static bool TryAddress(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https";
}
