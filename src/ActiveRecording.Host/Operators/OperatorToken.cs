using System.Security.Cryptography;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Nodes;

namespace ActiveRecording.Host.Operators;

/// <summary>What operators show: the configured token, or one drawn at the first start and kept where only this user reads.</summary>
internal static class OperatorToken
{
    private const int Bytes = 24;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="NodeStartException">The file can be neither read nor written.</exception>
    public static string Of(OperationsOptions options)
    {
        if (options.Token.Length > 0) return options.Token;
        try
        {
            if (File.Exists(options.TokenFile) && File.ReadAllText(options.TokenFile).Trim() is { Length: > 0 } kept) return kept;
            return Draw(options.TokenFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException(
                $"operations.token-file: {options.TokenFile} cannot be used: {exception.Message.TrimEnd('.')}. "
                + "Choose a file that this user may write (node.data), or set operations.token.",
                exception);
        }
    }

    private static string Draw(string file)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        File.Delete(file);
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(token);
        return token;
    }
}
