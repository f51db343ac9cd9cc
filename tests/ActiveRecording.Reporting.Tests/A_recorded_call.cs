using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Tests;

public sealed class A_recorded_call
{
    private readonly Desk desk = new();

    public A_recorded_call() => desk.Projected();

    [Fact]
    public void Is_listed_from_its_arrival_to_its_end()
    {
        desk.Tell(Told.Created());
        Assert.Equal((CallProgress.Placed, SwitchView.Unasked), (desk.Call!.Progress, desk.Call.Recording!.State));
        desk.Tell(Told.Invited());
        Assert.Equal(CallProgress.Ringing, desk.Call!.Progress);
        desk.Tell(Told.Answered(), Told.Requested(), Told.Started());
        Assert.Equal((CallProgress.Answered, SwitchView.On), (desk.Call!.Progress, desk.Call.Recording!.State));
        Assert.Empty(desk.CallDetailRecords);

        desk.Tell(Told.Stopped(), Told.Ended());
        var record = Assert.Single(desk.CallDetailRecords);
        Assert.Equal((CallProgress.Ended, CallEndCause.HungUp, 200, LegId.Origin),
            (record.Progress, record.Cause, record.Status, record.EndedBy));
        Assert.Equal((Told.T0, Told.T0.AddSeconds(2), Told.T0.AddSeconds(12)), (record.Created, record.Answered, record.Ended));
    }

    [Fact]
    public void Has_a_recording_that_is_sealed_in_the_end()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested());
        Assert.Equal(RecordingProgress.Requested, desk.Recording!.Progress);
        desk.Tell(Told.Started());
        desk.Tell(Told.Received());
        Assert.Equal(RecordingProgress.Recording, desk.Recording!.Progress);
        desk.Tell(Told.Stopped(), Told.Ended());
        Assert.Equal(RecordingProgress.Recording, desk.Recording!.Progress);
        desk.Tell(Told.Completed());
        Assert.Equal(RecordingProgress.Sealing, desk.Recording!.Progress);
        desk.Tell(Told.Sealed());

        var recording = desk.Recording!;
        Assert.Equal((RecordingProgress.Sealed, null), (recording.Progress, recording.Reason));
        Assert.Equal(("1001", "1003", "1003", "1001"), (recording.RecordDn, recording.OtherDn, recording.Ani, recording.Dnis));
        Assert.Equal([new PartyDocument(0, "1001"), new PartyDocument(1, "1003")], recording.Parties);
        Assert.Equal(["bye", "peer-vanished"], recording.Sessions.Select(session => session.Reason));
        Assert.Equal((10.02, 3L, "call.wav"), (recording.Seal!.Seconds, recording.Seal.LostPackets, recording.Seal.Files[0].Name));
        Assert.Equal([new GapDocument(1, 4.5, 0.06, "loss", 3)], recording.Seal.Gaps);
        Assert.Equal(
            ["sip-server requested", "sip-server on", "recorder session-accepted", "recorder session-accepted",
             "sip-server off", "recorder session-ended", "recorder session-ended", "recorder sealed"],
            recording.Indications.Select(told => $"{told.By} {told.What}"));
    }

    [Fact]
    public void Leads_to_the_same_recording_in_whatever_order_its_streams_are_read()
    {
        var other = new Desk();
        other.Projected();
        CallEvent[] call = [Told.Created(), Told.Answered(), Told.Requested(), Told.Started(), Told.Stopped(), Told.Ended()];
        RecordingEvent[] recording = [.. Told.Received(), .. Told.Completed(), Told.Sealed()];
        desk.Tell(call);
        desk.Tell(1, Told.RecorderInvited());
        desk.Tell(recording);
        other.Tell(recording);
        other.Tell(1, Told.RecorderInvited());
        other.Tell(call);

        Assert.Equal(Comparable(desk.Recording!), Comparable(other.Recording!));
    }

    [Fact]
    public void Is_found_by_every_party_and_by_the_state_of_its_recording()
    {
        desk.Tell(Told.Created(), Told.Answered(), Told.Requested());
        desk.Tell(Told.Received());

        Assert.Single(List(new() { Dn = "1001" }));
        Assert.Single(List(new() { Dn = "1003", State = "recording", CallUuid = Told.CallUuid }));
        Assert.Empty(List(new() { Dn = "1002" }));
        Assert.Empty(List(new() { State = "requested" }));
    }

    private static string Comparable(RecordingDocument recording)
    {
        var sorted = recording with { Indications = [.. recording.Indications.OrderBy(told => told.At).ThenBy(told => told.By)] };
        return System.Text.Json.JsonSerializer.Serialize(sorted, ReportingJson.Default.RecordingDocument);
    }

    private IReadOnlyList<RecordingDocument> List(ReadModelFilter filter) =>
        desk.Queries.RecordingsAsync(filter, CancellationToken.None).Result.Items;
}
