using ActiveRecording.Phone;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.SipServer;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class A_trunk
{
    [Theory]
    [InlineData(true, "0301234567")]
    [InlineData(false, "90301234567")]
    public void Takes_calls_with_its_prefix(bool strip, string called)
    {
        var world = World(trunk => trunk with { StripPrefix = strip });
        var far = new SipPeer(world, "far", SwitchWorld.TrunkAddress.Port);
        world.Register(world.Alice);

        world.Simulator.Run(() => world.Alice.Call("90301234567").Established);

        var invite = far.Requests[0];
        Assert.Equal($"sip:{called}@127.0.0.1:5090", invite.RequestUri.ToString());
        Assert.Equal(("1001", called), (invite.From.Uri.User, invite.To.Uri.User));
        Assert.Empty(world.MediaServer.Requests);
    }

    [Fact]
    public void Brings_calls_to_extensions_without_a_password()
    {
        var world = World();
        var far = new SipPeer(world, "0301234567", SwitchWorld.TrunkAddress.Port);
        world.Register(world.Bob);

        Assert.Equal(200, far.Send(far.Request(SipMethod.Invite, "1003")).StatusCode);
        Assert.Equal(404, far.Send(far.Request(SipMethod.Invite, "7777")).StatusCode);
    }

    [Fact]
    public void Does_not_lead_back_out()
    {
        var world = World();
        var far = new SipPeer(world, "0301234567", SwitchWorld.TrunkAddress.Port);

        Assert.Equal(403, far.Send(far.Request(SipMethod.Invite, "9110")).StatusCode);
    }

    [Fact]
    public void Is_recorded_by_its_own_name()
    {
        var world = World(trunk => trunk with { Record = true });
        var far = new SipPeer(world, "0301234567", SwitchWorld.TrunkAddress.Port);
        world.Register(world.Bob);

        var invite = far.Request(SipMethod.Invite, "1003");
        far.Acknowledge(invite, far.Send(invite));
        world.Settle();

        Assert.Contains(";dn=pstn;record", world.MediaServer.Invites.First().RequestUri.ToString());
        Assert.True(MsmlParser.TryParse(world.MediaServer.Infos.Single().Body, out var body, out _));
        var recorder = ((CreateConference)((MsmlRequest)body).Elements[0]).Recorder!;
        Assert.Equal(
            ("pstn", "pstn", "1003", "0301234567", "1003"),
            (recorder["recordDN"], recorder["dn"], recorder["otherDN"], recorder["ani"], recorder["dnis"]));
    }

    [Fact]
    public void Rings_through_and_refuses_through()
    {
        var world = World();
        var far = new SipPeer(world, "far", SwitchWorld.TrunkAddress.Port)
        {
            Answer = request => request.Method == SipMethod.Invite ? request.CreateResponse(486, toTag: "busy") : request.CreateResponse(200),
        };
        world.Register(world.Alice);

        var ending = world.Simulator.Run(() => world.Alice.Call("9110").Ended);

        Assert.Equal((CallEndCause.Refused, 486), (ending.Cause, ending.Status));
        Assert.Contains(far.Requests, request => request.Method == SipMethod.Invite);
    }

    private static SwitchWorld World(Func<DnOptions, DnOptions>? change = null) => new(options => options with
    {
        Dns = [.. options.Dns.Select(dn => dn.Type == DnType.Trunk && change is not null ? change(dn) : dn)],
    });
}
