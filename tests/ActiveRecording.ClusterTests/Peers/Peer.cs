using ActiveRecording.ClusterTests.Arena;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>
/// What the phones shared with the interop tests ask for: a program that <see cref="PrivateNetwork.Problem"/> looked for.
/// </summary>
internal static class Peer
{
    public static string Require(string program, string package) =>
        Shell.Find(program) ?? throw new InvalidOperationException($"{program} is not installed; apt-get install {package}");
}
