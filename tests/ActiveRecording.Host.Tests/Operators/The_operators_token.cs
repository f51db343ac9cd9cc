using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Host.Operators;
using ActiveRecording.Host.Tests.Configuration;

namespace ActiveRecording.Host.Tests.Operators;

public sealed class The_operators_token : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("token-");

    private string File => Path.Combine(folder.FullName, "data", "operations.token");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Is_drawn_once_and_kept()
    {
        var drawn = OperatorToken.Of(new OperationsOptions("", File, Remote: false));

        Assert.Matches("^[0-9a-f]{48}$", drawn);
        Assert.Equal(drawn, OperatorToken.Of(new OperationsOptions("", File, Remote: false)));
    }

    [Fact]
    public void Is_the_configured_one_and_then_kept_nowhere()
    {
        Assert.Equal("a-token-of-our-own", OperatorToken.Of(new OperationsOptions("a-token-of-our-own", File, Remote: false)));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Names_the_key_when_its_file_cannot_be_written()
    {
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "data"), "in the way");

        var refused = Assert.Throws<NodeStartException>(() => OperatorToken.Of(new OperationsOptions("", File, Remote: false)));

        Assert.StartsWith($"operations.token-file: {File} cannot be used: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_could_be_guessed() => Assert.Contains(
        "operations.token: it must have at least 16 characters, or none",
        Assert.Single(TemporaryConfiguration.Problems("operations.token = short")), StringComparison.Ordinal);
}
