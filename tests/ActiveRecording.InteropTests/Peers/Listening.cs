using System.Net.NetworkInformation;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>Whether somebody on this machine has a port open.</summary>
internal static class Listening
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Done when somebody has.</summary>
    public static async Task AtAsync(int port, bool overTcp = false)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!IsOpen(port, overTcp)) await Task.Delay(Step, timeout.Token);
    }

    private static bool IsOpen(int port, bool overTcp)
    {
        var machine = IPGlobalProperties.GetIPGlobalProperties();
        var open = overTcp ? machine.GetActiveTcpListeners() : machine.GetActiveUdpListeners();
        return open.Any(one => one.Port == port);
    }
}
