using ActiveRecording.Domain.Dns;
using static ActiveRecording.Domain.Tests.Dns.Registering;

namespace ActiveRecording.Domain.Tests.Dns;

public sealed class A_registered_number
{
    private readonly DnState state = Registered(Bound("a", 5), Bound("b", 5, 120));

    [Fact]
    public void Is_refreshed_in_place()
    {
        var (events, _) = DnDecider.Decide(state, Register(6, Contact("a", 600)));

        Assert.Equal([new DnRegistered(T0, Bound("a", 6, 600))], events);
        Assert.Equal(["a", "b"], DnDecider.Evolve(state, events[0]).Bindings.Select(binding => binding.Key));
    }

    [Fact]
    public void Lets_one_contact_go()
    {
        var (events, effects) = DnDecider.Decide(state, Register(6, Contact("a", 0)));

        Assert.Equal([new DnUnregistered(T0, "a", UnregistrationCause.Removed)], events);
        Assert.Equal(
            [new DnEffect.Publish(), new DnEffect.WatchExpiry(T0.AddSeconds(120)), new DnEffect.Confirm("r6")], effects);
    }

    [Fact]
    public void Lets_all_contacts_go()
    {
        var (events, effects) = DnDecider.Decide(state, new DnCommand.UnregisterAll(T0, "r", new("call", 6)));

        Assert.Equal(
            [new DnUnregistered(T0, "a", UnregistrationCause.Removed), new DnUnregistered(T0, "b", UnregistrationCause.Removed)],
            events);
        Assert.Equal([new DnEffect.Publish(), new DnEffect.WatchExpiry(null), new DnEffect.Confirm("r")], effects);
        Assert.Equal(DnDecider.Initial, events.Aggregate(state, DnDecider.Evolve));
    }

    [Fact]
    public void Refuses_an_older_registration_of_the_same_call_id()
    {
        var refused = new DnEffect.Refuse("r4", RegistrationRefusal.OutOfOrder);

        Assert.Equal([refused], DnDecider.Decide(state, Register(4, Contact("a"))).Effects);
        Assert.Equal([refused], DnDecider.Decide(state, Register(4, Contact("new"), Contact("a", 0))).Effects);
        Assert.Equal([refused], DnDecider.Decide(state, new DnCommand.UnregisterAll(T0, "r4", new("call", 4))).Effects);
    }

    [Fact]
    public void Accepts_any_registration_of_another_call_id()
    {
        var restarted = Register(1, Contact("a")) with { Sequence = new("other", 1) };

        Assert.Equal([new DnRegistered(T0, Bound("a", 1, callId: "other"))], DnDecider.Decide(state, restarted).Events);
    }

    [Fact]
    public void Answers_a_repetition_without_an_event()
    {
        var (events, effects) = DnDecider.Decide(state, Register(5, Contact("a", 60), Contact("b", 120)));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.Confirm("r5")], effects);
    }

    [Fact]
    public void Expires_what_was_not_refreshed()
    {
        var (events, effects) = DnDecider.Decide(state, new DnCommand.Expire(T0.AddSeconds(60)));

        Assert.Equal([new DnUnregistered(T0.AddSeconds(60), "a", UnregistrationCause.Expired)], events);
        Assert.Equal([new DnEffect.Publish(), new DnEffect.WatchExpiry(T0.AddSeconds(120))], effects);
    }

    [Fact]
    public void Watches_on_when_the_watch_was_early()
    {
        var (events, effects) = DnDecider.Decide(state, new DnCommand.Expire(T0.AddSeconds(59)));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.WatchExpiry(T0.AddSeconds(60))], effects);
    }

    [Fact]
    public void Does_not_rise_again_by_a_repetition_after_its_time()
    {
        var (events, _) = DnDecider.Decide(state, Register(5, Contact("a", 60)) with { At = T0.AddSeconds(60) });

        Assert.Equal([new DnUnregistered(T0.AddSeconds(60), "a", UnregistrationCause.Expired)], events);
    }

    [Fact]
    public void Displaces_the_contact_that_would_expire_first()
    {
        var register = Register(6, Contact("c", 60)) with { Limits = RegistrationLimits.Default with { MaxContacts = 2 } };

        var (events, _) = DnDecider.Decide(state, register);

        Assert.Equal(
            [new DnRegistered(T0, Bound("c", 6)), new DnUnregistered(T0, "a", UnregistrationCause.Displaced)],
            events);
    }

    [Fact]
    public void Is_published_and_watched_after_recovery()
    {
        Assert.Equal([new DnEffect.Publish(), new DnEffect.WatchExpiry(T0.AddSeconds(60))], DnDecider.Resume(state));
        Assert.False(DnDecider.IsEnded(state));
    }
}
