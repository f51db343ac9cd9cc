using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Journals.Tests;

/// <summary>What every membership store promises; each storage has a test class that inherits it.</summary>
public abstract class MembershipContract
{
    /// <summary>The store under test, empty.</summary>
    protected abstract IMembershipStore Store { get; }

    /// <summary>The store's own clock, near enough.</summary>
    protected abstract DateTimeOffset Now { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The same members, seen through another connection.</summary>
    protected abstract IMembershipStore OtherConnection();

    [Fact]
    public async Task Gives_each_incarnation_a_greater_number_and_says_who_is_there()
    {
        var first = await Join("north");
        var second = await Join("east");
        var list = await OtherConnection().ReadAsync(Stop);

        Assert.True(second > first);
        Assert.Equal(["east", "north"], list.Members.Select(member => member.Name));
        var north = list.Find(first)!;
        Assert.Equal((MemberState.Joining, "127.0.0.11:7070"), (north.State, north.Address));
        Assert.Equal(["recorder", "sip-server"], north.Roles);
        Assert.InRange(north.Registered, Now - TimeSpan.FromMinutes(1), Now + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Counts_every_change_and_nothing_else()
    {
        var node = await Join("north");
        var before = (await Store.ReadAsync(Stop)).Version;
        Assert.True(await Store.AdvanceAsync(node, MemberState.Up, Stop));
        var after = (await Store.ReadAsync(Stop)).Version;

        Assert.True(after > before);
        Assert.True(await Store.AdvanceAsync(node, MemberState.Up, Stop));
        Assert.Equal(after, (await Store.ReadAsync(Stop)).Version);
    }

    [Fact]
    public async Task Lets_a_member_only_move_forward()
    {
        var node = await Join("north");
        Assert.True(await Store.AdvanceAsync(node, MemberState.Up, Stop));
        Assert.True(await Store.AdvanceAsync(node, MemberState.Leaving, Stop));
        Assert.False(await Store.AdvanceAsync(node, MemberState.Up, Stop));
        Assert.True(await Store.AdvanceAsync(node, MemberState.Down, Stop));
        Assert.False(await Store.AdvanceAsync(node, MemberState.Down, Stop));
        Assert.Equal(MemberState.Down, Assert.Single((await Store.ReadAsync(Stop)).Members).State);
    }

    [Fact]
    public async Task Puts_the_earlier_life_of_a_node_down_when_it_registers_again()
    {
        var old = await Join("north");
        await Store.AdvanceAsync(old, MemberState.Up, Stop);
        var young = await Join("north");

        Assert.False(await Store.AdvanceAsync(old, MemberState.Leaving, Stop));
        Assert.Equal(DeposeOutcome.NotAlive, await Store.DeposeAsync(old, young, Stop));
        Assert.Equal(young, Assert.Single((await Store.ReadAsync(Stop)).Members).Incarnation);
    }

    [Fact]
    public async Task Lets_the_first_writer_win_when_two_depose_each_other()
    {
        var north = await Join("north");
        var east = await Join("east");

        Assert.Equal(DeposeOutcome.Deposed, await Store.DeposeAsync(north, east, Stop));
        Assert.Equal(DeposeOutcome.NotAlive, await OtherConnection().DeposeAsync(east, north, Stop));
        Assert.Equal(DeposeOutcome.AlreadyDown, await Store.DeposeAsync(north, east, Stop));
        Assert.Equal([north], (await Store.ReadAsync(Stop)).Alive.Select(member => member.Incarnation));
    }

    [Fact]
    public async Task Lets_exactly_one_win_when_all_depose_each_other_at_once()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Join($"n{number}")));
        var outcomes = await Task.WhenAll(
            from one in nodes
            from other in nodes
            where one != other
            select Task.Run(() => OtherConnection().DeposeAsync(one, other, Stop), Stop));

        Assert.Equal(nodes.Length - 1, outcomes.Count(outcome => outcome == DeposeOutcome.Deposed));
        Assert.Single((await Store.ReadAsync(Stop)).Alive);
    }

    [Theory]
    [InlineData("cluster", "this is the store of cluster 'test', not of 'other'")]
    [InlineData("secret", "its secret is not that of cluster 'test'")]
    [InlineData("ahead", "its clock is 120 s ahead of the store's")]
    [InlineData("behind", "its clock is 120 s behind the store's")]
    [InlineData("older", "it is too old: it does not know event call-placed/2")]
    [InlineData("newer", "it is too new: living nodes do not know its event call-placed/3")]
    public async Task Refuses_a_node_that_does_not_fit_and_says_why(string flaw, string reason)
    {
        await Join("north");
        var fits = Node("east");
        var outcome = await Store.RegisterAsync(
            flaw switch
            {
                "cluster" => fits with { Cluster = "other" },
                "secret" => fits with { SecretProof = "guessed" },
                "ahead" => fits with { Clock = Now + TimeSpan.FromSeconds(120.4) },
                "behind" => fits with { Clock = Now - TimeSpan.FromSeconds(119.6) },
                "older" => fits with { Events = ["call-placed/1"] },
                _ => fits with { Events = [.. fits.Events, "call-placed/3"] },
            },
            Stop);

        Assert.Equal(reason, Assert.IsType<RegistrationOutcome.Refused>(outcome).Reason);
        Assert.Single((await Store.ReadAsync(Stop)).Members);
    }

    [Fact]
    public async Task Takes_a_newer_node_once_no_older_one_lives_and_then_no_older_one_any_more()
    {
        var old = await Join("north");
        await Store.AdvanceAsync(old, MemberState.Down, Stop);
        var newer = Node("east") with { Events = [.. Node("east").Events, "call-placed/3"] };

        Assert.IsType<RegistrationOutcome.Registered>(await Store.RegisterAsync(newer, Stop));
        var outcome = await Store.RegisterAsync(Node("north"), Stop);
        Assert.Equal("it is too old: it does not know event call-placed/3", Assert.IsType<RegistrationOutcome.Refused>(outcome).Reason);
    }

    private async Task<long> Join(string name) =>
        Assert.IsType<RegistrationOutcome.Registered>(await Store.RegisterAsync(Node(name), Stop)).Incarnation;

    private Registration Node(string name) => new(
        "test", "proof", name, "127.0.0.11:7070", ["recorder", "sip-server"], Now, ["call-placed/1", "call-placed/2"]);
}
