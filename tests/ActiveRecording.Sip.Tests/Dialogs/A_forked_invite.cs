using System.Text.Json;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Dialogs;

public sealed class A_forked_invite
{
    private static readonly SipRequest Invite = Request("Contact: <sip:a@127.0.0.1:5070>");

    // Responses with their To tags, what is done with each, and the branches in the end.
    [Theory]
    [InlineData("100- 180-", "None None", "")]
    [InlineData("180a 183a 200a 200a", "Progress Progress Confirm AcknowledgeAgain", "a:Confirmed")]
    [InlineData("180a 180b 200b", "Progress Progress Confirm", "a:Early b:Confirmed")]
    [InlineData("180a 180b 200b 180a 200a 200a", "Progress Progress Confirm None HangUp AcknowledgeAgain", "b:Confirmed a:Surplus")]
    [InlineData("200a 200b 200c 200b", "Confirm HangUp HangUp AcknowledgeAgain", "a:Confirmed b:Surplus c:Surplus")]
    [InlineData("180a 180b 199a 180b", "Progress Progress Ended Progress", "b:Early")]
    [InlineData("199a", "None", "")]
    [InlineData("180a 180b 486c", "Progress Progress Refused", "")]
    [InlineData("200a 486b", "Confirm None", "a:Confirmed")]
    [InlineData("200a 180b", "Confirm None", "a:Confirmed")]
    public void Makes_a_dialog_of_each_tag_and_a_session_of_the_first_answer(string responses, string acts, string forks)
    {
        var (state, done) = After(responses);

        Assert.Equal(acts, string.Join(' ', done));
        Assert.Equal(forks, string.Join(' ', state.Forks.Select(fork => $"{fork.Dialog.RemoteTag}:{fork.Status}")));
    }

    [Fact]
    public void Hangs_up_the_second_answer_in_its_own_dialog()
    {
        var (state, _) = After("200a");

        var (_, _, dialog) = Forking.Receive(state, Invite, Response(200, "Contact: <sip:b@127.0.0.9>", "b"));
        var (ack, bye) = Forking.HangUp(dialog!, 1);

        Assert.Equal(("b", 1u, "sip:b@127.0.0.9"), (ack.To.Tag, ack.CSeq.Number, ack.RequestUri.ToString()));
        Assert.Equal(("b", 2u, "sip:b@127.0.0.9"), (bye.To.Tag, bye.CSeq.Number, bye.RequestUri.ToString()));
    }

    [Fact]
    public void Keeps_what_was_said_in_an_early_dialog_when_that_is_answered()
    {
        var (state, _) = After("180a");
        var (pracked, _) = Dialog.CreateRequest(state.Forks[0].Dialog, SipMethod.Prack);

        var (answered, _, dialog) = Forking.Receive(Forking.Update(state, pracked), Invite, Response(200, "Contact: <sip:new@127.0.0.9>", "a"));

        Assert.Equal((2u, false, "sip:new@127.0.0.9"), (dialog!.LocalCSeq, dialog.Early, dialog.RemoteTarget));
        Assert.Equal(dialog, answered.Confirmed);
    }

    [Fact]
    public void Forgets_in_the_end_what_still_rings() =>
        Assert.Equal("b", Assert.Single(Forking.Settle(After("180a 200b").State).Forks).Dialog.RemoteTag);

    [Fact]
    public void Remembers_sixteen_branches_and_yet_hangs_up_every_further_answer()
    {
        var (state, acts) = After(string.Join(' ', Enumerable.Range(0, 17).Select(number => $"180t{number}")) + " 200x 200y");

        Assert.Equal(17, state.Forks.Count);
        Assert.Equal([ForkAct.None, ForkAct.Confirm, ForkAct.HangUp], acts[^3..]);
    }

    [Fact]
    public void Is_the_same_after_a_restart()
    {
        var (state, _) = After("180a 200b 200c");

        Assert.Equal(state, JsonSerializer.Deserialize<ForkedInvite>(JsonSerializer.Serialize(state)));
    }

    private static (ForkedInvite State, List<ForkAct> Acts) After(string responses)
    {
        var state = ForkedInvite.None;
        var acts = new List<ForkAct>();
        foreach (var word in responses.Split(' '))
        {
            var response = Response(int.Parse(word[..3]), "Contact: <sip:b@127.0.0.1>", word[3..]);
            if (word.EndsWith('-')) response.To = new(response.To.Uri);
            (state, var act, _) = Forking.Receive(state, Invite, response);
            acts.Add(act);
        }

        return (state, acts);
    }
}
