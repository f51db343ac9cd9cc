namespace ActiveRecording.InteropTests.Peers;

/// <summary>Programs of other people that these tests need.</summary>
internal static class Peer
{
    /// <summary>
    /// In a plain <c>dotnet test</c> the test is skipped: it needs the usual SIP ports and the machine for itself. With
    /// REQUIRE_PEERS=1, as <c>./build.sh interop</c> and the gate have it, it runs.
    /// </summary>
    public static void RequireMachine(string what)
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1") Assert.Skip($"{what}: ./build.sh interop runs it.");
    }

    /// <summary>The path of a program; when it is not installed where it should run, the test fails.</summary>
    public static string Require(string program, string package)
    {
        RequireMachine($"Drives {program}");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.True(path is not null, $"{program} is not installed; apt-get install {package}");
        return path;
    }
}
