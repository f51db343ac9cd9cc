using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Tests.Transactions;

/// <summary>Each table against the arrows of its figure; every pair without an arrow stays where it is and does nothing.</summary>
public sealed class The_transition_tables
{
    [Fact]
    public void Of_the_invite_client_are_figure_5_with_rfc_6026() => Verify<InviteClient.State, InviteClient.Input, InviteClient.Actions>(
        InviteClient.Step,
        """
        Calling    TimerA         -> Calling    Resend, RestartTimerA
        Calling    TimerB         -> Terminated StopTimers, ReportTimeout
        Calling    Provisional    -> Proceeding StopTimers, PassUp
        Calling    Success        -> Accepted   StopTimers, StartTimerM, PassUp
        Calling    Failure        -> Completed  StopTimers, SendAck, StartTimerD, PassUp
        Calling    TransportError -> Terminated StopTimers, ReportTransportError
        Proceeding Provisional    -> Proceeding PassUp
        Proceeding Success        -> Accepted   StopTimers, StartTimerM, PassUp
        Proceeding Failure        -> Completed  StopTimers, SendAck, StartTimerD, PassUp
        Proceeding TransportError -> Terminated StopTimers, ReportTransportError
        Proceeding TimerCancelled -> Terminated ReportTimeout
        Completed  Failure        -> Completed  SendAck
        Completed  TransportError -> Terminated ReportTransportError
        Completed  TimerD         -> Terminated None
        Accepted   Success        -> Accepted   PassUp
        Accepted   TimerM         -> Terminated None
        """);

    [Fact]
    public void Of_the_non_invite_client_are_figure_6() => Verify<NonInviteClient.State, NonInviteClient.Input, NonInviteClient.Actions>(
        NonInviteClient.Step,
        """
        Trying     TimerE         -> Trying     Resend, RestartTimerE
        Trying     TimerF         -> Terminated StopTimers, ReportTimeout
        Trying     Provisional    -> Proceeding PassUp
        Trying     Final          -> Completed  StopTimers, StartTimerK, PassUp
        Trying     TransportError -> Terminated StopTimers, ReportTransportError
        Proceeding TimerE         -> Proceeding Resend, RestartTimerEAtT2
        Proceeding TimerF         -> Terminated StopTimers, ReportTimeout
        Proceeding Provisional    -> Proceeding PassUp
        Proceeding Final          -> Completed  StopTimers, StartTimerK, PassUp
        Proceeding TransportError -> Terminated StopTimers, ReportTransportError
        Completed  TimerK         -> Terminated None
        """);

    [Fact]
    public void Of_the_invite_server_are_figure_7_with_rfc_6026() => Verify<InviteServer.State, InviteServer.Input, InviteServer.Actions>(
        InviteServer.Step,
        """
        Proceeding TimerTrying     -> Proceeding SendTrying
        Proceeding Invite          -> Proceeding Resend
        Proceeding SendProvisional -> Proceeding StopTimers, Send
        Proceeding SendSuccess     -> Accepted   StopTimers, Send, StartTimerL
        Proceeding SendFailure     -> Completed  StopTimers, Send, StartTimersGH
        Proceeding TransportError  -> Proceeding ReportTransportError
        Completed  Invite          -> Completed  Resend
        Completed  TimerG          -> Completed  Resend, RestartTimerG
        Completed  Ack             -> Confirmed  StopTimers, StartTimerI
        Completed  TimerH          -> Terminated StopTimers, ReportTimeout
        Completed  TransportError  -> Completed  ReportTransportError
        Confirmed  TimerI          -> Terminated None
        Confirmed  TransportError  -> Confirmed  ReportTransportError
        Accepted   SendSuccess     -> Accepted   Send
        Accepted   Ack             -> Accepted   PassAckUp
        Accepted   TimerL          -> Terminated None
        Accepted   TransportError  -> Accepted   ReportTransportError
        """);

    [Fact]
    public void Of_the_non_invite_server_are_figure_8() => Verify<NonInviteServer.State, NonInviteServer.Input, NonInviteServer.Actions>(
        NonInviteServer.Step,
        """
        Trying     TimerUnanswered -> Terminated ReportTimeout
        Proceeding TimerUnanswered -> Terminated ReportTimeout
        Trying     SendProvisional -> Proceeding Send
        Trying     SendFinal       -> Completed  Send, StartTimerJ
        Proceeding SendProvisional -> Proceeding Send
        Proceeding SendFinal       -> Completed  Send, StartTimerJ
        Proceeding Request         -> Proceeding Resend
        Proceeding TransportError  -> Terminated ReportTransportError
        Completed  Request         -> Completed  Resend
        Completed  TransportError  -> Terminated ReportTransportError
        Completed  TimerJ          -> Terminated None
        """);

    [Fact]
    public void Of_reliable_provisional_responses_are_rfc_3262() => Verify<ReliableServer.State, ReliableServer.Input, ReliableServer.Actions>(
        ReliableServer.Step,
        """
        Idle           SendReliable        -> Pending        Number, Send, StartTimers
        Idle           SendReliableSession -> PendingSession Number, Send, StartTimers
        Idle           SendSuccess         -> Over           Send
        Idle           SendFailure         -> Over           StopTimers, Send
        Pending        SendReliable        -> Pending        Keep
        Pending        SendReliableSession -> Pending        Keep
        Pending        SendSuccess         -> Over           StopTimers, Send
        Pending        SendFailure         -> Over           StopTimers, Send
        Pending        Prack               -> Acknowledged   StopTimers
        Pending        TimerRepeat         -> Pending        Resend, RestartTimer
        Pending        TimerGiveUp         -> Over           StopTimers, Refuse
        PendingSession SendReliable        -> PendingSession Keep
        PendingSession SendReliableSession -> PendingSession Keep
        PendingSession SendSuccess         -> PendingSession Keep
        PendingSession SendFailure         -> Over           StopTimers, Send
        PendingSession Prack               -> Acknowledged   StopTimers
        PendingSession TimerRepeat         -> PendingSession Resend, RestartTimer
        PendingSession TimerGiveUp         -> Over           StopTimers, Refuse
        Acknowledged   SendReliable        -> Acknowledged   Keep
        Acknowledged   SendReliableSession -> Acknowledged   Keep
        Acknowledged   SendSuccess         -> Acknowledged   Keep
        Acknowledged   SendFailure         -> Over           StopTimers, Send
        Acknowledged   PrackAnswered       -> Idle           Release
        """);

    [Theory]
    [InlineData(null, 7u, ReliableVerdict.Next)]
    [InlineData(7u, 8u, ReliableVerdict.Next)]
    [InlineData(7u, 7u, ReliableVerdict.Repeated)]
    [InlineData(7u, 6u, ReliableVerdict.Repeated)]
    [InlineData(7u, 9u, ReliableVerdict.Early)]
    public void Of_the_other_side_take_each_number_once_and_in_order(uint? last, uint number, ReliableVerdict verdict) =>
        Assert.Equal(verdict, ReliableOrder.Judge(last, number));

    [Fact]
    public void Allocate_nothing()
    {
        StepAll();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 1_000; round++) StepAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void StepAll()
    {
        for (var state = 0; state < 5; state++)
        {
            for (var input = 0; input < 11; input++)
            {
                InviteClient.Step((InviteClient.State)state, (InviteClient.Input)input);
                NonInviteClient.Step((NonInviteClient.State)state, (NonInviteClient.Input)input);
                InviteServer.Step((InviteServer.State)state, (InviteServer.Input)input);
                NonInviteServer.Step((NonInviteServer.State)state, (NonInviteServer.Input)input);
                ReliableServer.Step((ReliableServer.State)state, (ReliableServer.Input)input);
            }
        }
    }

    private static void Verify<TState, TInput, TActions>(Func<TState, TInput, (TState, TActions)> step, string arrows)
        where TState : struct, Enum
        where TInput : struct, Enum
        where TActions : struct, Enum
    {
        var expected = arrows.Split('\n').Select(Arrow<TState, TInput, TActions>).ToDictionary(arrow => arrow.From, arrow => arrow.To);
        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var input in Enum.GetValues<TInput>())
            {
                var to = expected.GetValueOrDefault((state, input), (state, default));

                Assert.Equal((state, input, to), (state, input, step(state, input)));
            }
        }
    }

    private static ((TState, TInput) From, (TState, TActions) To) Arrow<TState, TInput, TActions>(string line)
        where TState : struct, Enum
        where TInput : struct, Enum
        where TActions : struct, Enum
    {
        var words = line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return (
            (Enum.Parse<TState>(words[0]), Enum.Parse<TInput>(words[1])),
            (Enum.Parse<TState>(words[3]), Enum.Parse<TActions>(string.Join(' ', words[4..]))));
    }
}
