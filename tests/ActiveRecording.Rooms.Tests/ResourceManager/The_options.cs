using System.Net;
using ActiveRecording.ResourceManager;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

public sealed class The_options
{
    private static readonly ResourceManagerOptions Good = new()
    {
        Sip = new() { Name = "resource-manager", Udp = [new(IPAddress.Loopback, 5160)] },
        MediaServers = [new() { Name = "media-1", Aor = "sip:127.0.0.1:5260" }],
    };

    [Fact]
    public void Have_no_problem_when_they_are_good() => Assert.Empty(Good.Problems());

    [Fact]
    public void Say_what_is_wrong()
    {
        var bad = Good with
        {
            Sip = Good.Sip with { Udp = [] },
            MediaServers = [new() { Name = "a b", Aor = "tel:1", PortCapacity = 0 }],
            Recorders = [new() { Name = "r", Aor = "sip:127.0.0.1" }, new() { Name = "r", Aor = "sip:127.0.0.1" }],
            Peers = ["sip:127.0.0.1", "tel:1", "sips:127.0.0.1"],
            ServiceParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["recmediactl"] = "2" },
            ConferenceErrorResponse = 200,
            ResourceErrorResponse = 700,
            TimerC = TimeSpan.FromMinutes(3),
        };

        Assert.Equal(
            [
                "udp, tcp: at least one address to listen on is needed",
                "media-servers: the name 'a b' is not 1 to 64 letters, digits and hyphens",
                "media-servers: the aor 'tel:1' of a b is no sip: address",
                "media-servers: the port-capacity of a b is below 1",
                "recorders: r is there twice",
                "peers: 'tel:1' is no sip: address",
                "peers: 'sips:127.0.0.1' is no sip: address",
                "service-parameters: 'recmediactl = 2' is not '<service>.<param> = fixed,<value>'",
                "conference-error-response: 400 to 699",
                "resource-error-response: 400 to 699",
                "timer-c: more than 3 minutes",
            ],
            bad.Problems());
    }
}
