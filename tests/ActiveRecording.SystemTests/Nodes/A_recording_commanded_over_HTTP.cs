using System.Net;
using System.Net.Http.Json;
using System.Text;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.SystemTests.Calls;

namespace ActiveRecording.SystemTests.Nodes;

/// <summary>1004 and 1003 talk directly, over real sockets; a program records them for a while.</summary>
[Collection(nameof(Real_time))]
public sealed class A_recording_commanded_over_HTTP : IAsyncLifetime
{
    /// <summary>What the scheduling of a busy machine may add to the time between two packets; none may be lost for it.</summary>
    private const double SchedulingMs = 200;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private NodeOnFreePorts node = null!;
    private OutgoingCall caller = null!;
    private IncomingCall callee = null!;
    private string path = "";

    public async ValueTask InitializeAsync()
    {
        node = await NodeOnFreePorts.StartAsync();
        var (alice, bob) = (await node.PhoneAsync("1004"), await node.PhoneAsync("1003"));
        caller = alice.Call("1003");
        callee = await bob.NextCallAsync();
        await Task.WhenAll(caller.Established, callee.Established);
        path = $"/api/calls/{(await node.CallAsync(static call => call.State == CallState.Answered)).CallUuid}/recording";
        await Task.Delay(Second, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Costs_neither_phone_a_word()
    {
        var begun = await CommandAsync("""{"action":"start","dn":"1003"}""", HttpStatusCode.Accepted);
        await node.CallAsync(static call => call.Recordings is [{ State: "on", Dn: "1003" }]);
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        var stopped = await CommandAsync("""{"action":"stop"}""", HttpStatusCode.OK);
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        await caller.HangUpAsync();

        caller.AssertWhole(SchedulingMs);
        callee.AssertWhole(SchedulingMs);
        Assert.Equal((begun!.Id, "off"), (stopped!.Id, stopped.State));
        var recording = Assert.Single(await node.SealedAsync(1));
        Assert.Equal((begun.Id, "1003", 0), (recording.Id, recording.Dn, recording.Gaps.Count));
        Assert.InRange(recording.Seconds!.Value, 0.9, 2);
    }

    [Fact]
    public async Task Is_restored_when_a_phone_refuses()
    {
        callee.Reinvites = new ReinvitePlan.Refuse(488, 1);

        await CommandAsync("""{"action":"start","dn":"1003"}""", HttpStatusCode.Accepted);
        var call = await node.CallAsync(static call => call.Recordings is [{ State: "failed" }]);
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        await caller.HangUpAsync();

        Assert.Contains("488", call.Recordings[0].Reason, StringComparison.Ordinal);
        caller.AssertWhole(SchedulingMs);
        callee.AssertWhole(SchedulingMs);
    }

    [Fact]
    public async Task Is_refused_where_it_cannot_be()
    {
        await CommandAsync("""{"action":"stop"}""", HttpStatusCode.Conflict);
        await CommandAsync("""{"action":"start","dn":"1001"}""", HttpStatusCode.NotFound);
        await CommandAsync("""{"action":"begin","dn":"1003"}""", HttpStatusCode.BadRequest);
        await CommandAsync("""{"action":"start","dn":"1003"}""", HttpStatusCode.Accepted);
        await CommandAsync("""{"action":"start","dn":"1004"}""", HttpStatusCode.Conflict);
        path = $"/api/calls/{new string('0', 32)}/recording";
        await CommandAsync("""{"action":"start","dn":"1003"}""", HttpStatusCode.NotFound);
        await caller.HangUpAsync();
    }

    private async Task<RecordingCommandResult?> CommandAsync(string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await node.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        if (response.IsSuccessStatusCode)
            return await response.Content.ReadFromJsonAsync(OperationsJson.Default.RecordingCommandResult, TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return null;
    }
}
