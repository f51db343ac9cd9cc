using ActiveRecording.Domain.Recordings;
using static ActiveRecording.Domain.Tests.Recordings.Given;

namespace ActiveRecording.Domain.Tests.Recordings;

public sealed class A_restarted_recording
{
    private static readonly RecordingCommand[] Life =
    [
        Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10), End("S2", 10.1, SessionEnd.PeerVanished),
        new StopAwaiting(After(12.1)), new ReportSealingFailed("busy", After(13)), new ReportSealed(Made, After(14)),
        new ReportSpoolsRemoved(After(15)),
    ];

    [Fact]
    public void Goes_on_with_what_is_outstanding()
    {
        RecordingEffect[][] outstanding =
        [
            [],
            [new ContinueSession("S1")],
            [new ContinueSession("S1"), new ContinueSession("S2")],
            [new ContinueSession("S2")],
            [new AwaitSessions(After(12.1))],
            [new SealRecording(0)],
            [new SealRecording(1)],
            [new RemoveSpools()],
            [],
        ];

        Assert.Equal(outstanding, Enumerable.Range(0, Life.Length + 1).Select(commands => RecordingDecider.Resume(State(Life[..commands]))));
    }

    [Fact]
    public void Decides_nothing_new_when_told_again_what_it_knows()
    {
        foreach (var (command, index) in Life.Select((command, index) => (command, index)))
        {
            var state = State(Life[..(index + 1)]);
            if (command is ReportSealingFailed) continue;
            Assert.Empty(state.When(command).Events);
        }
    }

    [Fact]
    public void Stores_each_event_under_a_name_of_its_own_and_reads_it_back()
    {
        var state = RecordingDecider.Initial;
        foreach (var command in Life)
        {
            foreach (var @event in RecordingDecider.Decide(state, command).Events)
            {
                var stored = System.Text.Json.JsonSerializer.Serialize(@event, @event.GetType(), RecordingJournal.Default);
                var read = System.Text.Json.JsonSerializer.Deserialize(stored, @event.GetType(), RecordingJournal.Default)!;
                Assert.Equal(stored, System.Text.Json.JsonSerializer.Serialize(read, @event.GetType(), RecordingJournal.Default));
                state = RecordingDecider.Evolve(state, (RecordingEvent)read);
            }
        }

        Assert.True(RecordingDecider.IsEnded(state));
    }
}
