namespace ActiveRecording.InteropTests.Peers;

/// <summary>Programs of other people that these tests need.</summary>
internal static class Peer
{
    /// <summary>
    /// The path of a program. When it is not installed the test is skipped with the reason; with REQUIRE_PEERS=1, as the
    /// gate has it, it fails.
    /// </summary>
    public static string Require(string program, string package)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is not null) return path;

        var reason = $"{program} is not installed; apt-get install {package}";
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }
}
