using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Capture;

/// <summary>
/// Captures loopback while a test runs, with Wireshark's dumpcap (which needs the right to). A datagram to the discard
/// port marks the end: what was sent before it has been seen.
/// </summary>
internal sealed class LoopbackCapture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly IPEndPoint Discard = new(IPAddress.Loopback, 9);
    private readonly byte[] mark = Encoding.ASCII.GetBytes($"end of capture {Guid.NewGuid()}");
    private readonly MemoryStream captured = new();
    private readonly Process process;
    private readonly Task reading;

    private LoopbackCapture(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <summary>Captures from when this is done.</summary>
    /// <param name="filter">A capture filter, for example <c>udp portrange 5060-5360</c>.</param>
    public static async Task<LoopbackCapture> StartAsync(string filter)
    {
        var program = Peer.Require("dumpcap", "tshark");
        var start = new ProcessStartInfo(program, ["-i", "lo", "-P", "-B", "32", "-f", $"({filter}) or udp port 9", "-w", "-"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var dumpcap = Process.Start(start)!;
        while (await dumpcap.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("File:", StringComparison.Ordinal)) return new LoopbackCapture(dumpcap);
        }
        dumpcap.Dispose();
        throw new InvalidOperationException("dumpcap could not capture on lo.");
    }

    /// <summary>Ends the capture; what it saw in order.</summary>
    public async Task<IReadOnlyList<Captured>> StopAsync()
    {
        using var sender = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await sender.SendAsync(mark, Discard);
        await reading.WaitAsync(Patience);
        return [.. PcapReader.Read(captured.ToArray()).Where(static datagram => datagram.To.Port != Discard.Port)];
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await captured.DisposeAsync();
    }

    /// <summary>Reads until the mark came by.</summary>
    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        for (var searched = 0; ;)
        {
            var count = await process.StandardOutput.BaseStream.ReadAsync(buffer);
            if (count == 0) return;
            captured.Write(buffer, 0, count);
            if (captured.GetBuffer().AsSpan(searched, (int)captured.Length - searched).IndexOf(mark) >= 0) return;
            searched = Math.Max(0, (int)captured.Length - mark.Length);
        }
    }
}
