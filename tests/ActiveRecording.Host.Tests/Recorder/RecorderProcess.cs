using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Host.Tests.Configuration;

namespace ActiveRecording.Host.Tests.Recorder;

/// <summary>A node that only records, in a process of its own.</summary>
internal sealed class RecorderProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("recorder-");
    private readonly TemporaryConfiguration configuration;
    private readonly Process process;

    private RecorderProcess()
    {
        SipPort = FreePort();
        configuration = new TemporaryConfiguration($$"""
            node { name = recorder, data = "{{data.FullName}}" }
            http.address = "127.0.0.1:0"
            recorder { udp = ["127.0.0.1:{{SipPort}}"], rtp { first-port = 33400, last-port = 33598 } }
            """);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "ActiveRecording.Host.dll"), "--config", configuration.Path })
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
    }

    public int SipPort { get; }

    /// <summary>Started and ready.</summary>
    public static async Task<RecorderProcess> StartAsync()
    {
        var recorder = new RecorderProcess();
        while (await recorder.process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (!line.Contains("is ready after", StringComparison.Ordinal)) continue;
            _ = recorder.process.StandardOutput.ReadToEndAsync();
            return recorder;
        }

        recorder.Dispose();
        throw new InvalidOperationException("The node ended before it was ready.");
    }

    /// <summary>SIGKILL; done when it is dead.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The packets in all its spools, in the order of each file: by source their sequence numbers.</summary>
    public Dictionary<uint, List<int>> Spooled()
    {
        var spooled = new Dictionary<uint, List<int>>();
        foreach (var path in Directory.EnumerateFiles(data.FullName, "*.spool", SearchOption.AllDirectories))
        {
            using var reader = SpoolReader.Open(path);
            while (reader.Next())
            {
                if (!reader.TryGetPacket(out var packet)) continue;
                if (!spooled.TryGetValue(packet.Ssrc, out var packets)) spooled.Add(packet.Ssrc, packets = []);
                packets.Add(packet.Sequence);
            }
        }

        return spooled;
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        configuration.Dispose();
        data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
