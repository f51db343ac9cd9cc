using System.Net;
using ActiveRecording.Host.Configuration;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Tests.Configuration;

public sealed class The_quickstart
{
    private readonly NodeOptions options = NodeConfiguration.Load(ConfigurationFiles.Quickstart);

    [Fact]
    public void Listens_where_people_are_told() => Assert.Equal(
        [
            "http.address 127.0.0.1:8080",
            "media-server.tcp 127.0.0.1:5260", "media-server.udp 127.0.0.1:5260",
            "recorder.tcp 127.0.0.1:5360", "recorder.udp 127.0.0.1:5360",
            "resource-manager.tcp 127.0.0.1:5160", "resource-manager.udp 127.0.0.1:5160",
            "sip-server.tcp 127.0.0.1:5060", "sip-server.udp 127.0.0.1:5060",
        ],
        options.ListenAddresses.Select(static address => $"{address.Path} {address.EndPoint}").Order(StringComparer.Ordinal));

    [Fact]
    public void Listens_on_loopback_alone() =>
        Assert.All(options.ListenAddresses, static address => Assert.True(IPAddress.IsLoopback(address.EndPoint.Address)));

    [Fact]
    public void Has_nine_extensions_of_which_two_are_recorded_and_a_trunk()
    {
        var extensions = options.SipServer.Dns.Where(static dn => dn.Type == DnType.Extension).ToList();
        var trunk = Assert.Single(options.SipServer.Dns, static dn => dn.Type == DnType.Trunk);

        Assert.Equal(Enumerable.Range(1001, 9).Select(static n => $"{n}"), extensions.Select(static dn => dn.Number).Order());
        Assert.All(extensions, static dn => Assert.Equal("quickstart", dn.Password));
        Assert.Equal(["1001", "1002"], extensions.Where(static dn => dn.Record).Select(static dn => dn.Number).Order());
        Assert.Equal(("pstn", "9", "sip:127.0.0.1:5090"), (trunk.Number, trunk.Prefix, trunk.Contact));
    }

    [Fact]
    public void Lets_dialogs_through_to_its_own_switch() => Assert.Equal(["sip:127.0.0.1:5060"], options.ResourceManager.Peers);

    [Fact]
    public void Keeps_its_data_in_one_folder()
    {
        Assert.Equal("./data/journal.db", options.Journal.Sqlite.Path);
        Assert.Equal("./data/recordings", options.Recorder.Archive.Folder);
    }

    [Fact]
    public void Gives_each_room_that_carries_media_ports_of_its_own()
    {
        Assert.Equal((16_000, 23_998), (options.MediaServer.Media.Ports.First, options.MediaServer.Media.Ports.Last));
        Assert.Equal((24_000, 31_998), (options.Recorder.Media.Ports.First, options.Recorder.Media.Ports.Last));
    }
}
