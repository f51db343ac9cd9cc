using System.Globalization;
using Npgsql;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>The configuration files of the nodes, as an operator would write them.</summary>
internal static class NodeFile
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    /// <summary>A node of the cluster: SIP Server and Resource Manager.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="folder">Its own.</param>
    /// <param name="database">As this program reaches it.</param>
    public static string Member(int number, string folder, string database)
    {
        var own = Places.Node(number);
        var connection = new NpgsqlConnectionStringBuilder(database) { Host = Places.Database(number).ToString() };
        connection.Remove("Pooling");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            node { name = node-{{number}}, data = "{{folder}}/data" }
            journal { kind = postgresql, postgresql.connection = "{{connection.ConnectionString}}" }
            cluster { name = test, secret = "{{Secret}}", address = "{{own}}:7946" }
            sip-server {
              udp = ["{{own}}:5060"]
              tcp = ["{{own}}:5060"]
              virtual-address = "{{Places.Virtual}}"
              resource-manager = "sip:{{Places.Virtual}}:5160"
              anchor-timeout = 20 s
            }
            resource-manager {
              udp = ["{{own}}:5160"]
              tcp = ["{{own}}:5160"]
              virtual-address = "{{Places.Virtual}}"
              peers = ["sip:{{Places.Virtual}}:5060", "sip:127.0.0.11:5060", "sip:127.0.0.12:5060", "sip:127.0.0.13:5060"]
              media-servers.media-1.aor = "sip:{{Places.Media}}:5260"
              recorders.recorder-1.aor = "sip:{{Places.Media}}:5360"
            }
            dns {
              1001 { password = quickstart, record = true }
              1002 { password = quickstart, record = true }
              1003.password = quickstart
              1004.password = quickstart
              1005.password = quickstart
              1006.password = quickstart
              1007 { password = quickstart, record = true }
            }
            http.address = "{{own}}:8080"
            operations.token = "{{Places.Token}}"

            """);
    }

    /// <summary>The node beside the cluster: Media Server and recorder, with a journal of its own.</summary>
    public static string Media(string folder) => $$"""
        node { name = media-1, data = "{{folder}}/data" }
        media-server {
          udp = ["{{Places.Media}}:5260"]
          tcp = ["{{Places.Media}}:5260"]
          rtp { address = "{{Places.Media}}", first-port = 16000, last-port = 23998 }
          vrrecorder.sip.routeset = "<sip:{{Places.Virtual}}:5160;lr>"
        }
        recorder {
          udp = ["{{Places.Media}}:5360"]
          tcp = ["{{Places.Media}}:5360"]
          rtp { address = "{{Places.Media}}", first-port = 24000, last-port = 31998 }
        }
        http.address = "{{Places.Media}}:8080"
        operations.token = "{{Places.Token}}"

        """;
}
