using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Journals.Postgres;
using Npgsql;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class A_postgres_membership_store : MembershipContract, IDisposable
{
    private readonly PostgresNodes nodes;

    public A_postgres_membership_store(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        Store = new PostgresMembershipStore(nodes.Open());
    }

    protected override IMembershipStore Store { get; }

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forgets_lives_long_over()
    {
        for (var life = 0; life < 20; life++) await Register("north", Store);
        await Register("east", Store);

        Assert.Equal(17, nodes.Query<long>("SELECT incarnation FROM member WHERE name = 'north'").Count);
        Assert.Equal([20L, 21L], nodes.Query<long>("SELECT incarnation FROM member WHERE state < 3 ORDER BY 1"));
    }

    [Fact]
    public async Task Does_nothing_for_a_caller_that_has_given_up()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RegisterAsync(Node("north"), given.Token));
        Assert.Empty((await Store.ReadAsync(Stop)).Members);
    }

    [Theory]
    [InlineData(true, MemberState.Up)]
    [InlineData(false, MemberState.Joining)]
    public async Task Fails_once_when_the_wire_is_cut_and_tells_what_became_of_it_when_read_again(bool arrives, MemberState expected)
    {
        using var wire = new CuttingProxy(new NpgsqlConnectionStringBuilder(nodes.ConnectionString).Port);
        var far = new PostgresMembershipStore(nodes.Open(with: options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = wire.Port }.ToString(),
        }));
        var north = await Register("north", far);
        wire.Next(arrives ? CuttingProxy.Cut.Answer : CuttingProxy.Cut.Question);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => far.AdvanceAsync(north, MemberState.Up, Stop));
        Assert.Equal(expected, (await far.ReadAsync(Stop)).Find(north)!.State);
    }

    public void Dispose() => nodes.Dispose();

    protected override IMembershipStore OtherConnection() => new PostgresMembershipStore(nodes.Open());

    private static async Task<long> Register(string name, IMembershipStore store) =>
        Assert.IsType<RegistrationOutcome.Registered>(await store.RegisterAsync(Node(name), Stop)).Incarnation;

    private static Registration Node(string name) =>
        new("test", "proof", name, "127.0.0.11:7070", ["recorder"], TimeProvider.System.GetUtcNow(), ["call-placed/1"]);
}
