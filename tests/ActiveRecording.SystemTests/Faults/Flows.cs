using ActiveRecording.Phone;
using ActiveRecording.Sdp;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>The flows that are played under faults.</summary>
internal static class Flows
{
    private const double Ring = 0.5;
    private const double Talk = 0.6;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Flow> All { get; } =
    [
        Answered("answered-and-recorded", 0, 3, (stage, caller, _) => HangUp(stage, caller)),
        Answered("recorded-and-hung-up-by-callee", 0, 3, (stage, _, callee) => HangUp(stage, callee)),
        Answered("recorded-and-hung-up-by-both", 0, 3, HangUpBoth),
        Answered("callee-recorded", 2, 1, (stage, _, callee) => HangUp(stage, callee)),
        Answered("unrecorded", 2, 3, (stage, caller, _) => HangUp(stage, caller)),
        Answered("recorded-and-held", 0, 3, (stage, caller, _) => Hold(stage, caller, caller)),
        Answered("recorded-and-held-by-callee", 0, 3, (stage, caller, callee) => Hold(stage, callee, caller)),
        Answered("unrecorded-and-held", 2, 3, (stage, caller, callee) => Hold(stage, caller, callee)),
        Answered("recorded-and-reoffered-by-both", 0, 3, ReofferBoth),
        Answered("recorded-and-hung-up-at-once", 0, 3, (_, caller, _) => caller.HangUpAsync()),
        Answered("recorded-in-one-session", 0, 3, (stage, caller, _) => HangUp(stage, caller)) with { RecorderMediaControl = 1 },
        Answered("recorder-refuses", 0, 3, (stage, caller, _) => HangUp(stage, caller)) with { DiskIsFull = true },
        Answered("inserted", 2, 3, (stage, caller, _) => Insert(stage, caller, stops: false)),
        Answered("inserted-and-stopped", 2, 3, (stage, caller, _) => Insert(stage, caller, stops: true)),
        Answered("unrecorded-and-refreshed", 2, 3, Refreshed),
        new("early-media-and-recorded", stage => Call(stage, 0, 3, new IncomingPlan.Answer(Seconds(Ring), EarlyMedia: true), false)),
        new("late-offer-and-recorded", stage => Call(stage, 0, 3, new IncomingPlan.Answer(Seconds(Ring)), true)),
        new("late-offer-unrecorded", stage => Call(stage, 2, 3, new IncomingPlan.Answer(Seconds(Ring)), true)),
        new("trunk-out", TrunkOut),
        new("trunk-in", TrunkIn),
        new("challenged", Challenged),
        new("abandoned", stage => GiveUp(stage, 0, new IncomingPlan.Ring(), Ring)) { Answered = false },
        new("abandoned-unrecorded", stage => GiveUp(stage, 2, new IncomingPlan.Ring(), Ring)) { Answered = false },
        new("cancel-crosses-answer", stage => GiveUp(stage, 0, new IncomingPlan.Answer(Seconds(1)), 0.9985)) { Answered = false },
        new("no-answer", stage => Refused(stage, 0, 3, new IncomingPlan.Ring())) { Answered = false },
        new("busy", stage => Refused(stage, 0, 3, new IncomingPlan.Reject(486))) { Answered = false },
        new("busy-unrecorded", stage => Refused(stage, 2, 3, new IncomingPlan.Reject(486))) { Answered = false },
        new("not-found", NotFound) { Answered = false },
        new("registration", Registration) { Answered = false },
    ];

    private static Flow Answered(
        string name, int from, int to, Func<Stage, OutgoingCall, IncomingCall, Task> talk) => new(name, stage =>
    {
        var (caller, callee) = (stage.Extension(from), stage.Extension(to));
        callee.Incoming = new IncomingPlan.Answer(Seconds(Ring));
        return () => Story.TalkAsync(caller.Call(stage.Number(to)), callee, (a, b) => talk(stage, a, b));
    });

    private static Func<Task> Call(Stage stage, int from, int to, IncomingPlan plan, bool delayedOffer)
    {
        var (caller, callee) = (stage.Extension(from), stage.Extension(to));
        callee.Incoming = plan;
        return () => Story.TalkAsync(caller.Call(stage.Number(to), delayedOffer), callee, (call, _) => HangUp(stage, call));
    }

    private static Func<Task> GiveUp(Stage stage, int from, IncomingPlan plan, double after)
    {
        var (caller, callee) = (stage.Extension(from), stage.Extension(3));
        callee.Incoming = plan;
        return () => Story.GiveUpAsync(stage, caller.Call(stage.Number(3)), after);
    }

    private static Func<Task> Refused(Stage stage, int from, int to, IncomingPlan plan)
    {
        var (caller, callee) = (stage.Extension(from), stage.Extension(to));
        callee.Incoming = plan;
        return () => caller.Call(stage.Number(to)).Ended;
    }

    private static Func<Task> NotFound(Stage stage)
    {
        var caller = stage.Extension(0);
        return () => caller.Call("7777").Ended;
    }

    private static Func<Task> Registration(Stage stage)
    {
        var phone = stage.Stranger(0);
        return async () =>
        {
            await phone.RegisterAsync();
            await phone.RegisterAsync(TimeSpan.Zero);
        };
    }

    private static Func<Task> TrunkOut(Stage stage)
    {
        var (caller, outside) = (stage.Extension(0), stage.Outside());
        return () => Story.TalkAsync(caller.Call($"{stage.TrunkPrefix}0301234567"), outside, (call, _) => HangUp(stage, call));
    }

    private static Func<Task> TrunkIn(Stage stage)
    {
        var (callee, outside) = (stage.Extension(3), stage.Outside());
        callee.Incoming = new IncomingPlan.Answer(Seconds(Ring));
        return () => Story.TalkAsync(outside.Call(stage.Number(3)), callee, (_, call) => HangUp(stage, call));
    }

    private static Func<Task> Challenged(Stage stage)
    {
        var (callee, caller) = (stage.Extension(3), stage.Stranger(0));
        return () => Story.TalkAsync(caller.Call(stage.Number(3)), callee, (call, _) => HangUp(stage, call));
    }

    private static async Task HangUp(Stage stage, PhoneCall call)
    {
        await stage.Wait(Talk);
        await call.HangUpAsync();
    }

    private static async Task HangUpBoth(Stage stage, OutgoingCall caller, IncomingCall callee)
    {
        await stage.Wait(Talk);
        await Story.AllAsync([caller.HangUpAsync, callee.HangUpAsync]);
    }

    private static async Task Hold(Stage stage, PhoneCall holding, PhoneCall ending)
    {
        await stage.Wait(Talk);
        await Story.OfferAsync(holding, Direction.SendOnly);
        await stage.Wait(Talk);
        await Story.OfferAsync(holding, Direction.SendRecv);
        await HangUp(stage, ending);
    }

    /// <summary>A recording is asked for in mid-call; <paramref name="stops"/>: and ended before the call is.</summary>
    private static async Task Insert(Stage stage, OutgoingCall caller, bool stops)
    {
        await stage.Wait(Talk);
        await stage.StartRecordingAsync(3);
        await stage.Wait(Talk);
        if (stops) await stage.StopRecordingAsync(3);
        await HangUp(stage, caller);
    }

    /// <summary>Longer than half a session interval, and in silence, for that is cheaper.</summary>
    private static async Task Refreshed(Stage stage, OutgoingCall caller, IncomingCall callee)
    {
        caller.Media.IsSilent = callee.Media.IsSilent = true;
        await stage.Wait(0.6 * Stage.SessionInterval.TotalSeconds);
        await caller.HangUpAsync();
    }

    private static async Task ReofferBoth(Stage stage, OutgoingCall caller, IncomingCall callee)
    {
        await stage.Wait(Talk);
        await Story.AllAsync(
            [() => Story.OfferAsync(caller, Direction.SendRecv), () => Story.OfferAsync(callee, Direction.SendRecv)]);
        await HangUp(stage, caller);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
