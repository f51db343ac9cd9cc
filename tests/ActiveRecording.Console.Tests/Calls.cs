using System.Net;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Reporting.Tests;

namespace ActiveRecording.Console.Tests;

public sealed class Calls : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync()
    {
        var created = Told.Created();
        site.Tell(Told.CallUuid, created, Told.Answered(), Told.Requested(), Told.Started(), Told.Stopped(), Told.Ended());
        site.Tell("LIVE", created with
        {
            At = Told.T0.AddMinutes(1), Recording = null, Identity = created.Identity with { CallUuid = "LIVE", RecordingId = "none" },
        }, Told.Answered());
        site.Tell("GONE", created with { Recording = null, Identity = created.Identity with { CallUuid = "GONE" } },
            Told.Ended(CallEndCause.Abandoned, 487));
        await site.StartAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Are_listed_live_and_past()
    {
        var live = await site.GetAsync("/api/calls?state=answered");
        var past = await site.GetAsync("/api/calls?state=ended");

        Assert.Equal(["LIVE"], live["items"]!.AsArray().Select(call => (string)call!["callUuid"]!));
        Assert.Equal(["GONE", Told.CallUuid], past["items"]!.AsArray().Select(call => (string)call!["callUuid"]!));
        Assert.Empty(live["items"]![0]!["recordings"]!.AsArray());
    }

    [Fact]
    public async Task Tell_their_parties_and_the_state_of_their_recording()
    {
        var call = await site.GetAsync($"/api/calls/{Told.CallUuid}");

        Assert.Equal("ended", (string)call["state"]!);
        Assert.Equal("""{"role":"origination","dn":"1003","kind":"extension","number":"1003"}""", call["parties"]![0]!.ToJsonString());
        Assert.Equal("destination", (string)call["parties"]![1]!["role"]!);
        Assert.Equal(
            $$"""[{"id":"{{Told.RecordingId}}","dn":"1001","state":"off"}]""", call["recordings"]!.ToJsonString());
    }

    [Fact]
    public async Task List_every_recording_in_order()
    {
        var order = new RecordingOrder("request-1", "R2", new RecordingPlan("1003", CallSide.Origination, false, "call"));
        await using var other = new Site();
        other.Tell(
            Told.CallUuid, Told.Created(), Told.Answered(), Told.Requested(), Told.Started(), Told.Stopped(),
            new CallRecordingOrdered(Told.T0.AddSeconds(20), order));
        await other.StartAsync();

        var call = await other.GetAsync($"/api/calls/{Told.CallUuid}");

        Assert.Equal(
            $$"""[{"id":"{{Told.RecordingId}}","dn":"1001","state":"off"},{"id":"R2","dn":"1003","state":"planned"}]""",
            call["recordings"]!.ToJsonString());
    }

    [Fact]
    public async Task That_are_unknown_are_said_to_be()
    {
        var problem = await site.GetAsync("/api/calls/NONE", HttpStatusCode.NotFound);

        Assert.Equal("Unknown call", (string)problem["title"]!);
        Assert.Contains("'NONE'", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_a_call_detail_record_each()
    {
        var page = await site.GetAsync("/api/cdrs");

        Assert.Equal(["GONE", Told.CallUuid], page["items"]!.AsArray().Select(record => (string)record!["callUuid"]!));
        var (abandoned, talked) = (page["items"]![0]!, page["items"]![1]!);
        Assert.Equal(("abandoned", 487, 0.0, 12.0), ((string)abandoned["cause"]!, (int)abandoned["sipStatus"]!,
            (double)abandoned["talkSeconds"]!, (double)abandoned["setupSeconds"]!));
        Assert.Equal(("hung-up", 200, 10.0, 2.0), ((string)talked["cause"]!, (int)talked["sipStatus"]!,
            (double)talked["talkSeconds"]!, (double)talked["setupSeconds"]!));
        Assert.Equal(("1003", "1001", "origination"), ((string)talked["originationDn"]!, (string)talked["destinationDn"]!,
            (string)talked["endedBy"]!));
    }

    [Fact]
    public async Task Are_not_filtered_by_what_a_call_cannot_be()
    {
        var problem = await site.GetAsync("/api/calls?state=sealed", HttpStatusCode.BadRequest);

        Assert.Contains("placed, ringing, answered, ended", (string)problem["detail"]!, StringComparison.Ordinal);
    }
}
