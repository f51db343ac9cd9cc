using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class A_ladder
{
    private static readonly string[] Columns = ["alice", "sip-server", "resource-mgr", "media-1", "bob"];

    [Fact]
    public void Is_drawn_as_the_style_shows()
    {
        var ladder = new LadderWriter(VirtualTime.Start, Columns);

        var flow = ladder.Draw(
            [
                Message(0, "alice", "sip-server", "INVITE"),
                Message(0.5, "sip-server", "alice", "100"),
                Message(1, "sip-server", "resource-mgr", "INVITE"),
                Message(1.5, "resource-mgr", "media-1", "INVITE"),
                Message(2, "sip-server", "bob", "INVITE"),
                Message(1502, "bob", "sip-server", "200 OK"),
                Message(1502.5, "sip-server", "alice", "200 OK"),
            ],
            []);

        Assert.Equal(
            """
                     alice           sip-server      resource-mgr    media-1         bob
              0.000   |--- INVITE --->|               |               |               |
              0.000   |<---- 100 -----|               |               |               |
              0.001   |               |--- INVITE --->|               |               |
              0.001   |               |               |--- INVITE --->|               |
              0.002   |               |------------------- INVITE ------------------->|
              1.502   |               |<------------------ 200 OK --------------------|
              1.502   |<-- 200 OK ----|               |               |               |

            """,
            flow);
    }

    [Fact]
    public void Marks_what_was_lost_and_ends_with_the_journal()
    {
        var ladder = new LadderWriter(VirtualTime.Start, ["alice", "bob"]);

        var flow = ladder.Draw(
            [
                Message(0, "alice", "bob", "BYE") with { Lost = true },
                Message(500, "alice", "bob", "BYE"),
                Message(501, "bob", "alice", "200 OK") with { Lost = true },
                Message(502, "bob", "carol", "OPTIONS"),
            ],
            [new(VirtualTime.Start.AddMilliseconds(502), "call/1  call-ended")]);

        Assert.Equal(
            """
                     alice           bob             carol
              0.000   |----- BYE ----X|               |
              0.500   |----- BYE ---->|               |
              0.501   |X-- 200 OK ----|               |
              0.502   |               |--- OPTIONS -->|

            journal
              0.502   call/1  call-ended

            """,
            flow);
    }

    [Fact]
    public void That_changed_names_the_lines()
    {
        var change = new FlowChangedException("name", "head\none\ntail\n", "head\ntwo\ntail\n");

        Assert.Contains("- one\n+ two\n", change.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tail", change.Message, StringComparison.Ordinal);
    }

    private static LadderMessage Message(double ms, string from, string to, string label) =>
        new(VirtualTime.Start.AddMilliseconds(ms), from, to, label);
}
