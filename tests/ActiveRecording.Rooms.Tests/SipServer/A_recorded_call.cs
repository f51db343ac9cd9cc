using ActiveRecording.Phone;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Transports;
using RecordingAnswer = ActiveRecording.Domain.Calls.RecordingAnswer;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class A_recorded_call
{
    private readonly SwitchWorld world = new();
    private readonly ScriptedPhone carol;

    public A_recorded_call()
    {
        carol = world.Phone("carol", "1002", 5072);
        world.Register(world.Alice, world.Bob, carol);
    }

    private MediaServerPeer Media => world.MediaServer;

    [Fact]
    public void Asks_the_resource_manager_for_two_legs_of_one_conference()
    {
        Talk(carol, "1003");

        var invites = Media.Invites.Where(i => i.To.Tag is null).ToList();
        Assert.Equal(2, invites.Count);
        Assert.Matches("^sip:msml=[0-9A-Z]{32}@127.0.0.1:5160;dn=1002;record$", invites[0].RequestUri.ToString());
        Assert.Equal(invites[0].RequestUri.ToString().Replace("1002", "1003"), invites[1].RequestUri.ToString());
        Assert.All(invites, invite => Assert.Matches("^[0-9A-Z]{32}$", invite.Headers.First("X-Genesys-CallUUID")));
        Assert.Equal(2, Media.Requests.Count(r => r.Method == SipMethod.Ack) - Media.Invites.Count(i => i.To.Tag is not null));
    }

    [Fact]
    public void Joins_both_legs_to_a_recorder_in_one_info()
    {
        Talk(carol, "1003");

        var info = Assert.Single(Media.Infos);
        Assert.Equal(MsmlBody.RadisysContentType, info.ContentType!.ToString());
        Assert.True(MsmlParser.TryParse(info.Body, out var body, out _));
        var request = Assert.IsType<MsmlRequest>(body);
        var create = Assert.IsType<CreateConference>(request.Elements[0]);
        Assert.Equal(Media.Invites.First().RequestUri.User!["msml=".Length..] + "_record", create.Conference);
        Assert.False(create.Term);
        Assert.Equal(
            ["id", "recordDN", "dn", "otherDN", "callUuid", "connId", "ani", "dnis", "dateTime", "filename"],
            create.Recorder!.Parameters.Select(p => p.Name));
        Assert.Equal(("1002", "1002", "1003"), (create.Recorder["recordDN"], create.Recorder["dn"], create.Recorder["otherDN"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", create.Recorder["dateTime"]);
        Assert.Equal([$"conn:{info.To.Tag}", JoinOf(request, 2).Id1], [JoinOf(request, 1).Id1, JoinOf(request, 2).Id1]);
        Assert.NotEqual(JoinOf(request, 1).Id1, JoinOf(request, 2).Id1);
    }

    [Fact]
    public void Sends_each_party_to_its_own_leg()
    {
        Talk(carol, "1003");

        Assert.Equal(16_000, PortTold(world.Flow.SentBy("sip-server").OfType<SipResponse>().Last(r => r.StatusCode == 200)));
        Assert.Equal(16_002, PortTold(world.Flow.SentBy("sip-server").OfType<SipRequest>().Single(r => r.RequestUri.User == "1003" && r.Method == SipMethod.Invite)));
        var told = Media.Invites.Single(i => i.To.Tag is not null);
        Assert.True(SessionDescription.TryParse(told.Body.Span, out var description));
        Assert.NotEqual(ConnectionAddress.Nowhere, description.Connection);
    }

    [Fact]
    public void Leaves_no_leg_behind()
    {
        var (caller, callee) = Talk(carol, "1003");

        world.Simulator.Run(async () =>
        {
            await callee.HangUpAsync();
            Assert.Equal(CallEndCause.HungUpThere, (await caller.Ended).Cause);
        });
        world.Settle();

        Assert.Equal(0, Media.OpenLegs);
        Assert.Equal(0, world.Room.Calls);
        Assert.Equal("leg-closed", world.Events.Last(e => e != "dialog-changed"));
        Assert.Contains("call-recording-started", world.Events);
        Assert.Contains("call-recording-ended", world.Events);
    }

    [Fact]
    public void Tells_the_media_server_when_it_was_answered_and_when_it_ended_however_slow_the_journal()
    {
        world.SlowJournal.Delay = TimeSpan.FromMilliseconds(80);

        var (caller, callee) = Talk(carol, "1003");
        var hungUpAt = world.Simulator.Time.GetUtcNow();
        world.Simulator.Run(() => caller.HangUpAsync());
        world.Settle();

        Assert.True(MsmlParser.TryParse(Assert.Single(Media.Infos).Body, out var body, out _));
        Assert.True(UtcInstant.TryParse(((CreateConference)((MsmlRequest)body).Elements[0]).Recorder!["dateTime"]!, out var answered));
        Assert.InRange(answered - callee.AnsweredAt!.Value, TimeSpan.FromMilliseconds(-1), TimeSpan.FromMilliseconds(5));
        var byes = Media.Requests.Where(request => request.Method == SipMethod.Bye).ToList();
        Assert.Equal(2, byes.Count);
        Assert.All(byes, bye => Assert.InRange(bye.CallEnded!.Value - hungUpAt, TimeSpan.FromMilliseconds(-1), TimeSpan.FromMilliseconds(5)));
        Assert.DoesNotContain(world.Flow.SentBy("sip-server").OfType<SipRequest>(), request =>
            request is { Method.Name: "BYE", RequestUri.User: "1003", CallEnded: not null });
    }

    [Fact]
    public void Is_recorded_for_the_callee_too()
    {
        Talk(world.Alice, "1002", carol);

        var info = Assert.Single(Media.Infos);
        Assert.True(MsmlParser.TryParse(info.Body, out var body, out _));
        var recorder = ((CreateConference)((MsmlRequest)body).Elements[0]).Recorder!;
        Assert.Equal(("1002", "1001", "1002"), (recorder["recordDN"], recorder["dn"], recorder["otherDN"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(503)]
    public void Goes_on_unrecorded_without_a_media_server(int status)
    {
        Media.Status = status;

        var (caller, callee) = Talk(carol, "1003");

        Assert.Contains("call-recording-failed", world.Events);
        Assert.True(callee.Media.PacketsHeard > 0 && caller.Media.PacketsHeard > 0);
    }

    [Fact]
    public void Is_refused_without_a_media_server_where_recording_is_required()
    {
        var dora = world.Phone("dora", "1004", 5074);
        world.Register(dora);
        Media.Status = 503;

        var ending = world.Simulator.Run(() => dora.Call("1003").Ended);

        Assert.Equal((CallEndCause.Refused, 503), (ending.Cause, ending.Status));
    }

    [Fact]
    public void Goes_on_when_the_recorder_is_refused()
    {
        Media.Result = new(MsmlResponse.ServiceUnavailable, "no recorder");

        var (caller, _) = Talk(carol, "1003");

        Assert.Contains("call-recording-failed", world.Events);
        Assert.DoesNotContain("call-recording-started", world.Events);
        Assert.False(caller.Ended.IsCompleted);
    }

    [Fact]
    public void Goes_on_when_the_recording_breaks_off()
    {
        var (caller, _) = Talk(carol, "1003");

        Media.FailRecording("recorder lost");
        world.Settle();

        Assert.Contains("call-recording-failed", world.Events);
        Assert.False(caller.Ended.IsCompleted);
    }

    [Fact]
    public void Is_joined_again_when_the_media_server_hangs_a_leg_up()
    {
        var (caller, callee) = Talk(carol, "1003");
        var conferences = Media.Invites.Select(invite => invite.RequestUri.User).Distinct().Count();

        Media.HangUp(0);
        world.Settle();

        Assert.Equal(2, Media.OpenLegs);
        Assert.Equal(conferences, Media.Invites.Select(invite => invite.RequestUri.User).Distinct().Count());
        Assert.Equal(2, Media.Infos.Count());
        Assert.DoesNotContain("call-recording-failed", world.Events);
        Assert.False(caller.Ended.IsCompleted || callee.Ended.IsCompleted);
    }

    [Fact]
    public void Goes_direct_when_the_media_server_hangs_up_for_good()
    {
        var (caller, callee) = Talk(carol, "1003");

        Media.Status = 503;
        Media.HangUp(0);
        world.Settle();

        Assert.Equal(0, Media.OpenLegs);
        var heard = caller.Media.PacketsHeard;
        world.Settle();
        Assert.InRange(caller.Media.PacketsHeard - heard, 45, 55);
        Assert.False(callee.Ended.IsCompleted);
    }

    [Fact]
    public void Can_be_held_and_resumed()
    {
        var (caller, callee) = Talk(carol, "1003");

        foreach (var (party, direction) in new (PhoneCall, Direction)[]
        {
            (caller, Direction.SendOnly), (caller, Direction.SendRecv), (callee, Direction.Inactive),
        })
        {
            Assert.Equal(200, world.Simulator.Run(() => party.ReofferAsync(direction)));
            world.Settle();
        }

        // The callee's address; then each time the media leg of whoever asks, and that of the party that is told.
        Assert.Equal(7, Media.Invites.Count(i => i.To.Tag is not null));
        Assert.False(callee.Ended.IsCompleted);
    }

    [Fact]
    public void Survives_the_node_that_runs_it()
    {
        var (caller, callee) = Talk(carol, "1003");

        world.Restart();
        Assert.Equal(1, world.Room.Calls);
        Assert.Equal(200, world.Simulator.Run(() => caller.ReofferAsync(Direction.Inactive)));
        world.Simulator.Run(caller.HangUpAsync);
        world.Settle();

        Assert.Equal(CallEndCause.HungUpThere, world.Simulator.Run(() => callee.Ended).Cause);
        Assert.Equal(0, Media.OpenLegs);
        Assert.Equal(0, world.Room.Calls);
    }

    [Fact]
    public void Can_stop_being_recorded()
    {
        var (caller, _) = Talk(carol, "1003");
        var callUuid = Media.Invites.First().Headers.First("X-Genesys-CallUUID")!;

        Assert.IsType<RecordingAnswer.Stopped>(world.Simulator.Run(() => world.Room.StopRecordingAsync(callUuid, "1003")));
        world.Settle();

        Assert.True(MsmlParser.TryParse(Media.Infos.Last().Body, out var body, out _));
        Assert.IsType<DestroyConference>(((MsmlRequest)body).Elements[0]);
        Assert.False(caller.Ended.IsCompleted);
    }

    [Fact]
    public void Goes_over_tcp_as_well()
    {
        var tcp = new SwitchWorld(transport: SipTransport.Tcp);
        var dave = tcp.Phone("dave", "1002", 5072);
        tcp.Register(tcp.Bob, dave);

        var call = dave.Call("1003");
        tcp.Simulator.Run(() => call.Established);
        tcp.Settle();
        var callee = tcp.Simulator.Run(tcp.Bob.NextCallAsync);
        tcp.Simulator.Run(callee.HangUpAsync);
        tcp.Settle();

        Assert.Equal(CallEndCause.HungUpThere, tcp.Simulator.Run(() => call.Ended).Cause);
        Assert.Equal(0, tcp.Room.Calls);
    }

    private static int PortTold(SipMessage message)
    {
        Assert.True(SessionDescription.TryParse(message.Body.Span, out var description));
        return description.Media[0].Port;
    }

    private static Join JoinOf(MsmlRequest request, int element) => Assert.IsType<Join>(request.Elements[element]);

    private (OutgoingCall Caller, IncomingCall Callee) Talk(ScriptedPhone from, string to, ScriptedPhone? callee = null)
    {
        var call = from.Call(to);
        var answered = world.Simulator.Run(async () =>
        {
            await call.Established;
            return await (callee ?? world.Bob).NextCallAsync();
        });
        world.Settle();
        return (call, answered);
    }
}
