using System.Globalization;
using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SipServer;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>Who has which address, and what each node is told by its configuration.</summary>
internal static class SiteMap
{
    /// <summary>Phones of a site.</summary>
    public const int Phones = 24;

    /// <summary>Password of every phone.</summary>
    public const string Password = "simulated";

    /// <summary>After which a place that nobody gave back is free again; longer than any call.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(3);

    /// <summary>The shortest there is (RFC 4028 §4).</summary>
    private static readonly TimeSpan SessionInterval = TimeSpan.FromSeconds(90);

    private const int FirstNumber = 2001;

    /// <summary>SIP Server and Resource Manager on each.</summary>
    public static IReadOnlyList<string> ClusterNodes => ["north", "east", "west"];

    /// <summary>Media Server and recorder on each.</summary>
    public static IReadOnlyList<string> MediaNodes => ["media-1", "media-2"];

    /// <summary>What phones know.</summary>
    public static IPAddress VirtualAddress { get; } = IPAddress.Parse("10.0.0.10");

    private static readonly Dictionary<string, NodeOptions> Told = ClusterNodes.ToDictionary(name => name, ReadClusterNode, StringComparer.Ordinal)
        .Concat(MediaNodes.ToDictionary(name => name, ReadMediaNode, StringComparer.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Where a node is.</summary>
    public static IPAddress AddressOf(string node) => IPAddress.Parse(ClusterNodes.Contains(node, StringComparer.Ordinal)
        ? $"10.0.0.{11 + Array.IndexOf([.. ClusterNodes], node)}"
        : $"10.0.0.{21 + Array.IndexOf([.. MediaNodes], node)}");

    /// <summary>The number of a phone.</summary>
    public static string NumberOf(int phone) => (FirstNumber + phone).ToString(CultureInfo.InvariantCulture);

    /// <summary>Of every three phones one is recorded.</summary>
    public static bool IsRecorded(int phone) => phone % 3 == 0;

    /// <summary>What a node is told.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="folder">Where it may keep files.</param>
    public static NodeOptions OptionsOf(string node, string folder)
    {
        var options = Told[node];
        return options with { Recorder = options.Recorder with { Archive = ArchiveOptions.Under(Path.Combine(folder, node)) } };
    }

    private static NodeOptions ReadClusterNode(string name)
    {
        var address = AddressOf(name);
        var options = Read($$"""
            node { name = {{name}} }
            sip { idle-close = 10 s }
            cluster { name = simulated, secret = simulated-secret, address = "{{address}}:7946" }
            journal { kind = postgresql, postgresql.connection = "Host=10.0.0.1;Database=simulated" }
            sip-server {
              udp = ["{{address}}:5060"]
              tcp = ["{{address}}:5060"]
              virtual-address = "{{VirtualAddress}}"
              resource-manager = "sip:{{VirtualAddress}}:5160"
              no-answer = 6 s
            }
            resource-manager {
              udp = ["{{address}}:5160"]
              tcp = ["{{address}}:5160"]
              virtual-address = "{{VirtualAddress}}"
              lease = {{(int)Lease.TotalMinutes}} min
              peers = [{{string.Join(", ", ClusterNodes.Select(node => $"\"sip:{AddressOf(node)}:5060\""))}}]
              {{string.Join('\n', MediaNodes.Select(node => $"media-servers.{node}.aor = \"sip:{AddressOf(node)}:5260\""))}}
              {{string.Join('\n', MediaNodes.Select(node => $"recorders.{node}.aor = \"sip:{AddressOf(node)}:5360\""))}}
            }
            """);
        return options with
        {
            SipServer = options.SipServer with
            {
                SessionTimer = new SessionTimerOptions { Interval = SessionInterval },
                Dns =
                [
                    .. Enumerable.Range(0, Phones).Select(phone =>
                        new DnOptions { Number = NumberOf(phone), Password = Password, Record = IsRecorded(phone) }),
                ],
            },
        };
    }

    private static NodeOptions ReadMediaNode(string name)
    {
        var address = AddressOf(name);
        var options = Read($$"""
            node { name = {{name}} }
            sip { idle-close = 10 s }
            media-server {
              history = 5 s
              udp = ["{{address}}:5260"]
              tcp = ["{{address}}:5260"]
              rtp { first-port = 16000, last-port = 23998, address = "{{address}}" }
              vrrecorder.sip.routeset = "<sip:{{VirtualAddress}}:5160;lr>"
            }
            recorder {
              udp = ["{{address}}:5360"]
              tcp = ["{{address}}:5360"]
              rtp { first-port = 24000, last-port = 31998, address = "{{address}}" }
            }
            """);
        var timer = new SessionTimerOptions { Interval = SessionInterval };
        return options with
        {
            MediaServer = options.MediaServer with { SessionTimer = timer },
            Recorder = options.Recorder with { SessionTimer = timer, FirstShard = options.Journal.Shards },
        };
    }

    /// <summary>The same way as a node reads it that is started by hand.</summary>
    private static NodeOptions Read(string configuration)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, configuration);
            return NodeConfiguration.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
