using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Actors.Tests;

public sealed class A_region_on_many_threads : IEffectRunner<PurseState, PurseCommand, PurseEffect>
{
    private const int Senders = 4;
    private const int Commands = 20_000;
    private const int Rounds = 300;
    private const int Entities = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int spoken;

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Decides_every_command_exactly_once_while_entities_come_and_go(int entities)
    {
        var stop = TestContext.Current.CancellationToken;
        var options = new EntityRegionOptions { Category = "purse", MailboxMessages = 64, PassivateAfter = TimeSpan.FromTicks(20_000) };
        var region = new EntityRegion<Purse, PurseState, PurseCommand, PurseEvent, PurseEffect>(
            options, new JournalCodec<PurseEvent>(PurseJson.Default), new MemoryJournal(), new ThreadPoolScheduler(),
            TimeProvider.System, new RandomIdentifiers(), this, NullLogger.Instance);
        await region.StartAsync(stop);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Factory.StartNew(
            () => Send(region, entities), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var coins = 0;
        for (var id = 0; id < entities; id++) coins += (await region.QueryAsync($"{id}")).Coins;
        await region.StopAsync(stop);
        Assert.Equal((Senders * Commands, Senders * Commands), (coins, spoken));
    }

    [Fact]
    public async Task Stops_while_entities_end_by_themselves()
    {
        var stop = TestContext.Current.CancellationToken;
        for (var round = 0; round < Rounds; round++)
        {
            var region = new EntityRegion<Purse, PurseState, PurseCommand, PurseEvent, PurseEffect>(
                new EntityRegionOptions { Category = "purse" }, new JournalCodec<PurseEvent>(PurseJson.Default), new MemoryJournal(),
                new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers(), this, NullLogger.Instance);
            await region.StartAsync(stop);
            for (var id = 0; id < Entities; id++) Assert.True(region.Tell($"{id}", new PurseCommand.GiveAway()));
            await region.StopAsync(stop).WaitAsync(Patience, stop);
        }
    }

    void IEffectRunner<PurseState, PurseCommand, PurseEffect>.Run(
        EntityContext<PurseCommand> entity, PurseState state, PurseEffect effect) =>
        Interlocked.Add(ref spoken, effect is PurseEffect.Say { Words: not "resumes" } ? 1 : 0);

    private static void Send(EntityRegion<Purse, PurseState, PurseCommand, PurseEvent, PurseEffect> region, int entities)
    {
        var wait = new SpinWait();
        for (var number = 0; number < Commands; number++)
        {
            while (!region.Tell($"{number % entities}", new PurseCommand.PutIn(1))) wait.SpinOnce();
        }
    }
}
