using ActiveRecording.Domain.Dns;
using static ActiveRecording.Domain.Tests.Dns.Registering;

namespace ActiveRecording.Domain.Tests.Dns;

public sealed class An_unregistered_number
{
    [Fact]
    public void Is_registered_at_every_contact_of_a_registration()
    {
        var (events, effects) = DnDecider.Decide(DnDecider.Initial, Register(1, Contact("a", 60), Contact("b", 120, priority: 500)));

        Assert.Equal(
            [new DnRegistered(T0, Bound("a", 1)), new DnRegistered(T0, Bound("b", 1, 120) with { Priority = 500 })],
            events);
        Assert.Equal(
            [new DnEffect.Publish(), new DnEffect.WatchExpiry(T0.AddSeconds(60)), new DnEffect.Confirm("r1")],
            effects);
    }

    [Fact]
    public void Answers_the_question_for_its_bindings_without_an_event()
    {
        var (events, effects) = DnDecider.Decide(DnDecider.Initial, Register(1));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.Confirm("r1")], effects);
    }

    [Fact]
    public void Confirms_the_removal_of_what_it_does_not_have()
    {
        var (events, effects) = DnDecider.Decide(DnDecider.Initial, Register(1, Contact("a", 0)));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.Confirm("r1")], effects);
    }

    [Fact]
    public void Refuses_too_short_an_interval_as_a_whole()
    {
        var (events, effects) = DnDecider.Decide(DnDecider.Initial, Register(1, Contact("a", 60), Contact("b", 29)));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.Refuse("r1", RegistrationRefusal.IntervalTooBrief)], effects);
    }

    [Fact]
    public void Shortens_too_long_an_interval()
    {
        var (events, _) = DnDecider.Decide(DnDecider.Initial, Register(1, Contact("a", 100_000)));

        Assert.Equal([new DnRegistered(T0, Bound("a", 1, 3600))], events);
    }

    [Fact]
    public void Refuses_more_contacts_than_a_number_may_have()
    {
        var contacts = Enumerable.Range(0, 11).Select(i => Contact($"c{i}")).ToArray();

        var (events, effects) = DnDecider.Decide(DnDecider.Initial, Register(1, contacts));

        Assert.Empty(events);
        Assert.Equal([new DnEffect.Refuse("r1", RegistrationRefusal.TooManyContacts)], effects);
    }

    [Fact]
    public void Has_nothing_outstanding()
    {
        Assert.Empty(DnDecider.Resume(DnDecider.Initial));
        Assert.True(DnDecider.IsEnded(DnDecider.Initial));
    }
}
