using ActiveRecording.Phone;
using ActiveRecording.Sdp;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>
/// What phones do in a flow: they go on whatever the network does to them, and every story ends when all of its calls
/// have ended.
/// </summary>
internal static class Story
{
    /// <summary>Several at once. Each is awaited on the simulator's thread, which <c>Task.WhenAll</c> would leave.</summary>
    public static async Task AllAsync(IReadOnlyList<Func<Task>> stories)
    {
        var told = stories.Select(story => story()).ToList();
        foreach (var story in told) await story;
    }

    /// <summary>A call that is answered; while it lasts, <paramref name="talk"/> happens and ends it.</summary>
    public static async Task TalkAsync(
        OutgoingCall caller, ScriptedPhone to, Func<OutgoingCall, IncomingCall, Task> talk)
    {
        try
        {
            await caller.Established;
        }
        catch (CallEndedException)
        {
            return;
        }

        var callee = await to.NextCallAsync();
        await talk(caller, callee);
        await caller.Ended;
        await callee.Ended;
    }

    /// <summary>The caller gives up a while after it rings, whatever the callee does then.</summary>
    public static async Task GiveUpAsync(Stage stage, OutgoingCall caller, double seconds)
    {
        try
        {
            await caller.Ringing;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await stage.Wait(seconds);
        await caller.HangUpAsync();
    }

    /// <summary>A new offer, unless the call is over or another offer is under way.</summary>
    public static async Task OfferAsync(PhoneCall call, Direction direction)
    {
        if (call.Ended.IsCompleted) return;
        try
        {
            await call.ReofferAsync(direction);
        }
        catch (InvalidOperationException) when (call.Ended.IsCompleted)
        {
        }
    }
}
