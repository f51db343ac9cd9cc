using ActiveRecording.Actors.Cluster.Membership;
using static ActiveRecording.Actors.Cluster.Membership.MembershipInput;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_node_that_judges_others
{
    private readonly Judging node = new(3);

    [Fact]
    public void Suspects_nobody_whom_it_hears()
    {
        node.Pass(10_000, 2, 3);

        Assert.Empty(node.Wanted);
    }

    [Fact]
    public void Asks_a_third_node_after_three_missed_heartbeats()
    {
        node.Pass(600, 3);
        Assert.Empty(node.Wanted);

        node.Pass(100, 3);
        var probe = Assert.IsType<MembershipEffect.AskProbe>(Assert.Single(node.Wanted));
        Assert.Equal((3, 2), (probe.Third.Incarnation, probe.About));
    }

    [Fact]
    public void Deposes_a_suspect_that_no_third_node_reaches()
    {
        node.Pass(700, 3);
        node.Tell(new ProbeAnswered(3, 2, false));
        node.Pass(50, 3);

        Assert.Equal([2], node.Deposed);
    }

    [Fact]
    public void Deposes_at_once_when_the_connection_broke_and_the_probe_fails()
    {
        node.Tell(new Broken(2));
        node.Tell(new ProbeAnswered(3, 2, false));
        node.Pass(50, 3);

        Assert.Equal([2], node.Deposed);
    }

    [Fact]
    public void Deposes_nobody_whom_a_third_node_reaches_and_goes_that_way()
    {
        node.Tell(new Broken(2));
        node.Tell(new ProbeAnswered(3, 2, true));
        node.Pass(450, 3);

        Assert.Empty(node.Deposed);
        Assert.Equal(3, node.State.RouteTo(2));
        node.Tell(Judging.Beat(2));
        Assert.Equal(2, node.State.RouteTo(2));
    }

    [Fact]
    public void Asks_again_about_a_node_it_reaches_only_through_another()
    {
        node.Tell(new Broken(2));
        node.Tell(new ProbeAnswered(3, 2, true));
        node.Pass(500, 3);
        Assert.Equal(3, node.State.RouteTo(2));
        node.Tell(new ProbeAnswered(3, 2, false));
        node.Pass(50, 3);

        Assert.Equal([2], node.Deposed);
    }

    [Fact]
    public void Waits_for_a_third_node_that_does_not_answer_only_so_long()
    {
        node.Tell(new Broken(2));
        node.Pass(250, 3);
        Assert.Empty(node.Deposed);
        node.Pass(150, 3);
        Assert.Equal([2], node.Deposed);
    }

    [Fact]
    public void Forgives_a_suspect_that_is_heard_again()
    {
        node.Tell(new Broken(2));
        node.Tell(Judging.Beat(2));
        node.Tell(new ProbeAnswered(3, 2, false));
        node.Pass(300, 2, 3);

        Assert.Empty(node.Deposed);
    }

    [Fact]
    public void Waits_when_it_misses_most_of_the_others()
    {
        node.Tell(new Broken(2));
        node.Tell(new Broken(3));
        node.Pass(1_000);
        Assert.Empty(node.Deposed);

        node.Pass(200);
        Assert.Equal([2, 3], node.Deposed.Distinct().Order());
    }

    [Fact]
    public void Deposes_the_only_other_node_after_one_probe_time()
    {
        var one = new Judging(2);
        one.Tell(new Broken(2));
        one.Pass(250);
        Assert.Empty(one.Deposed);
        one.Pass(100);

        Assert.Equal([2], one.Deposed);
    }

    [Fact]
    public void Deposes_one_that_lost_the_store_if_it_saw_the_store_all_the_while()
    {
        node.Tell(Judging.Beat(2, storeUnseenMs: 1_000));
        node.Pass(400, 3);
        Assert.Empty(node.Deposed);
        node.Tell(Judging.Beat(2, storeUnseenMs: 1_600));
        node.Pass(50, 3);
        Assert.Empty(node.Deposed);

        node.Pass(4_000, 2, 3);
        node.Tell(Judging.Beat(2, storeUnseenMs: 1_600));
        node.Pass(50, 3);
        Assert.Equal([2], node.Deposed);
    }

    [Fact]
    public void Deposes_nobody_while_it_does_not_see_the_store()
    {
        node.Tell(new StoreFailed());
        node.SeesStore = false;
        node.Tell(new Broken(2));
        node.Tell(new ProbeAnswered(3, 2, false));
        node.Pass(2_000, 3);

        Assert.Empty(node.Deposed);
    }

    [Fact]
    public void Suspects_nobody_for_what_it_slept_through_and_doubts_itself()
    {
        node.Sleep(5_000);
        node.Tell(new Tick());
        Assert.Empty(node.Wanted);
        Assert.True(node.State.IsDoubtful);

        node.Tell(new StoreRead(node.Members(1)));
        Assert.False(node.State.IsDoubtful);
    }

    [Fact]
    public void Is_over_when_the_store_has_it_down()
    {
        node.Tell(new StoreRead(node.Members(2, down: 1)));

        Assert.IsType<MembershipEffect.Over>(Assert.Single(node.Wanted));
        node.Pass(1_000);
        Assert.Empty(node.All);
    }

    [Fact]
    public void Is_over_when_it_was_too_late_to_depose_another()
    {
        node.Tell(new DeposeAnswered(2, ActiveRecording.EventSourcing.Members.DeposeOutcome.NotAlive));

        Assert.IsType<MembershipEffect.Over>(Assert.Single(node.Wanted));
    }

    [Fact]
    public void Reads_the_store_when_another_knows_more()
    {
        node.Tell(Judging.Beat(2, version: 2));

        Assert.Contains(node.All, effect => effect is MembershipEffect.ReadStore);
    }

    [Fact]
    public void Tells_one_that_is_down_that_it_is()
    {
        node.Tell(new StoreRead(node.Members(2, down: 2)));
        Assert.Contains(node.Wanted, effect => effect is MembershipEffect.Dismiss { Deposed.Incarnation: 2 });

        node.Tell(Judging.Beat(2));
        Assert.Contains(node.Wanted, effect => effect is MembershipEffect.Dismiss { Deposed.Incarnation: 2 });
    }

    [Fact]
    public void Answers_who_asks_whether_it_reaches_a_node()
    {
        node.Tell(new ProbeAsked(3, 2));
        Assert.Empty(node.Wanted);
        node.Tell(Judging.Beat(2));
        Assert.Equal([new MembershipEffect.AnswerProbe(3, 2, true)], node.Wanted);

        node.Tell(new ProbeAsked(3, 2));
        node.Tell(new Broken(2));
        Assert.Contains(new MembershipEffect.AnswerProbe(3, 2, false), node.Wanted);

        node.Tell(new ProbeAsked(3, 2));
        Assert.Equal([new MembershipEffect.AnswerProbe(3, 2, false)], node.Wanted);
    }

    [Fact]
    public void Answers_in_time_when_it_does_not_reach_it_either()
    {
        node.Tell(new ProbeAsked(3, 2));
        node.Pass(200, 3);

        Assert.Equal([new MembershipEffect.AnswerProbe(3, 2, false)], node.Wanted);
    }
}
