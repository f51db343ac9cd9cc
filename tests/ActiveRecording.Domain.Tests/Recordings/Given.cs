using ActiveRecording.Domain.Recordings;

namespace ActiveRecording.Domain.Tests.Recordings;

/// <summary>A recording and what is done to it.</summary>
internal static class Given
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static readonly RecordedCall Call =
        new("01AE904GK088LFQD2CGB02LAES0000EP", "1001", "1003", "009a021843038407", "1003", "1001", T0, "call_1001");

    public static readonly RecordedFile Made = new("call_1001.wav", "ab", T0, 10, 0, 0.1, [], 0);

    public static DateTimeOffset After(double seconds) => T0.AddSeconds(seconds);

    public static OfferSession Offer(string session, string dn, double at = 0) =>
        new("R", session, Call, new(0, dn, true), null, $"dialog {session}", After(at));

    public static ChangeSession Change(string session, string dn, bool active, double at) =>
        new(session, new(0, dn, active), null, $"dialog {session} changed", After(at));

    public static EndSession End(string session, double at, SessionEnd reason = SessionEnd.Bye) =>
        new(session, reason, Grace, After(at));

    public static RecordingState State(params RecordingCommand[] commands) =>
        commands.Aggregate(RecordingDecider.Initial, (state, command) =>
            RecordingDecider.Decide(state, command).Events.Aggregate(state, RecordingDecider.Evolve));

    public static (IReadOnlyList<RecordingEvent> Events, IReadOnlyList<RecordingEffect> Effects) When(
        this RecordingState state, RecordingCommand command)
    {
        var decision = RecordingDecider.Decide(state, command);
        return (decision.Events, decision.Effects);
    }
}
