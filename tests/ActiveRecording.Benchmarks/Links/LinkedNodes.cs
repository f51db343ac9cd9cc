using System.Net;
using System.Text.Json.Serialization;
using ActiveRecording.Actors;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Routing;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Host.Cluster;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Links;

/// <summary>Two nodes of a cluster in one process, linked over loopback; one asks what lives on the other.</summary>
internal sealed class LinkedNodes : IAsyncDisposable
{
    private const int Shards = 16;
    private readonly List<WebApplication> webs = [];
    private readonly List<ClusterNode> nodes = [];
    private ShardRegion<Push, Pushed>? asking;
    private string[] ids = [];

    public static async Task<LinkedNodes> StartAsync()
    {
        var linked = new LinkedNodes();
        var store = new MemoryMembershipStore(TimeProvider.System);
        var journal = new MemoryJournal();
        var (here, _) = await linked.AddAsync("here", store, journal);
        var (_, there) = await linked.AddAsync("there", store, journal.OtherWriter());
        linked.asking = here;
        for (var left = 500; there.Here.Count == 0 && left > 0; left--) await Task.Delay(20);
        linked.ids = [.. Enumerable.Range(0, 1_000).Select(number => $"e{number}")
            .Where(id => there.IsHere(new StreamId("turnstile", id).ShardOf(Shards)))];
        return linked;
    }

    public Task AskAsync(int number) => asking!.AskAsync(ids[number % ids.Length], new Push(number));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.LeaveAsync();
        foreach (var web in webs) await web.DisposeAsync();
    }

    private async Task<(ShardRegion<Push, Pushed> Region, ShardCoordinator Shards)> AddAsync(
        string name, IMembershipStore store, IJournal journal)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        webs.Add(web);
        var links = new WebSocketNodeLinks(new LinkOptions { Cluster = "bench", Secret = "bench" }, NullLogger.Instance);
        web.MapClusterLinks(links);
        await web.StartAsync();

        var scheduler = new ThreadPoolScheduler();
        var node = new ClusterNode(
            new ClusterNodeOptions
            {
                Cluster = "bench", Secret = "bench", Name = name, Address = new Uri(web.Urls.Single()).Authority, Roles = ["turnstile"],
            },
            store, links, scheduler, TimeProvider.System, NullLogger.Instance);
        nodes.Add(node);
        var region = new EntityRegion<Turnstile, int, Push, Turned, Passed>(
            new EntityRegionOptions { Category = "turnstile", Shards = Shards }, new JournalCodec<Turned>(TurnstileJson.Default), journal,
            scheduler, TimeProvider.System, new RandomIdentifiers(), new Silent(), NullLogger.Instance);
        var coordinator = new ShardCoordinator(new ShardsOptions { Role = "turnstile", Count = Shards }, node, [region]);
        var router = new ShardRegion<Push, Pushed>(
            new ShardRegionOptions(), region.Replying((state, _) => new Pushed(state)), coordinator, node,
            new MessageCodec<Push>([typeof(Push)], LinksJson.Default), new MessageCodec<Pushed>([typeof(Pushed)], LinksJson.Default),
            scheduler, new RandomIdentifiers());
        await node.JoinAsync();
        return (router, coordinator);
    }

    private sealed class Silent : IEffectRunner<int, Push, Passed>
    {
        public void Run(EntityContext<Push> entity, int state, Passed effect)
        {
        }
    }
}

[MessageName("pushed", 1)]
internal sealed record Pushed(int State);

[JsonSerializable(typeof(Push))]
[JsonSerializable(typeof(Pushed))]
internal sealed partial class LinksJson : JsonSerializerContext;
