using System.Text.Json;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.Domain.Dns;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>
/// Tells the other nodes where numbers are registered, so that any of them can place a call: at every change. What gets
/// lost on the way is noticed: the owner of a shard says now and then how much there is in it, and whoever has heard
/// something else asks for all of it.
/// </summary>
internal sealed class RegistrationNews : IClusterPart
{
    private const string One = "sip-server/registered";
    private const string Sums = "sip-server/registered/sums";
    private const string Want = "sip-server/registered/want";
    private const string Begin = "sip-server/registered/begin";

    /// <summary>A tick is about a twentieth of a second.</summary>
    private const int TicksBetweenSums = 20;

    /// <summary>How long a new node waits for those that were there; a link may be cut.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Courier courier;
    private readonly ShardCoordinator shards;
    private readonly Func<string, int> shardOf;
    private readonly TimeProvider time;
    private readonly Dictionary<int, Dictionary<string, byte[]>> told = [];
    private readonly Dictionary<int, Dictionary<string, ulong>> heard = [];
    private readonly HashSet<long> agreed = [];
    private volatile NodeId[] others = [];
    private long[] awaited = [];
    private NodeId? life;
    private long joinedAt;
    private int ticks;

    /// <param name="node">Not yet joined.</param>
    /// <param name="shards">Those of the numbers.</param>
    /// <param name="shardOf">The shard of a number.</param>
    /// <param name="shown">Told what another node says.</param>
    /// <param name="time">The clock.</param>
    public RegistrationNews(
        ClusterNode node, ShardCoordinator shards, Func<string, int> shardOf, Action<string, IReadOnlyList<Binding>> shown, TimeProvider time)
    {
        (courier, this.shards, this.shardOf, this.time) = (node.Courier, shards, shardOf, time);
        courier.On(One, (_, payload) => Hear(payload, shown));
        courier.On(Sums, (from, payload) => Compare(from, new FrameReader(payload)));
        courier.On(Want, (from, payload) => TellAll(from, new FrameReader(payload)));
        courier.On(Begin, (_, payload) =>
        {
            var shard = (int)new FrameReader(payload).Number();
            lock (gate) heard.Remove(shard);
        });
        node.Add(this);
    }

    /// <summary>
    /// This node knows what the others know, who were there when it joined, or has waited long enough: before, it would hold
    /// registered phones to be unreachable. From any thread.
    /// </summary>
    public bool IsComplete
    {
        get
        {
            lock (gate) return awaited.All(agreed.Contains) || time.GetElapsedTime(joinedAt) >= Patience;
        }
    }

    /// <summary>A number decided here. From any thread.</summary>
    public void Tell(string dn, IReadOnlyList<Binding> bindings)
    {
        var payload = new FrameWriter().Text(dn)
            .Rest(JsonSerializer.SerializeToUtf8Bytes(new DnSnapshot(bindings), DnJournal.Default.DnSnapshot)).Written.ToArray();
        lock (gate) Of(told, shardOf(dn))[dn] = payload;
        foreach (var other in others) courier.Send(other, One, payload);
    }

    void IClusterPart.Changed(NodeId self, MemberList members)
    {
        others =
        [
            .. members.Alive.Where(member => member.Incarnation != self.Incarnation && member.Has(SwitchCluster.Role))
                .Select(member => new NodeId(member.Name, member.Incarnation)),
        ];
        lock (gate)
        {
            if (life != self)
            {
                (life, joinedAt) = (self, time.GetTimestamp());
                awaited = [.. members.Members.Where(IsTelling).Select(member => member.Incarnation).Where(one => one != self.Incarnation)];
                agreed.Clear();
            }

            awaited = [.. awaited.Where(one => members.Find(one) is not null)];
            foreach (var gone in told.Keys.Where(shard => !shards.IsHere(shard)).ToList()) told.Remove(gone);
        }

        SendSums();
    }

    void IClusterPart.Over()
    {
        others = [];
        lock (gate) told.Clear();
    }

    void IClusterPart.Tick()
    {
        if (++ticks % TicksBetweenSums == 0) SendSums();
    }

    Task IClusterPart.HandedOverAsync() => Task.CompletedTask;

    private static Dictionary<string, T> Of<T>(Dictionary<int, Dictionary<string, T>> table, int shard)
    {
        if (!table.TryGetValue(shard, out var known)) table.Add(shard, known = new(StringComparer.Ordinal));
        return known;
    }

    private void SendSums()
    {
        if (others.Length == 0) return;
        var sums = SumsOfAll();
        foreach (var other in others) courier.Send(other, Sums, sums);
    }

    private ReadOnlyMemory<byte> SumsOfAll()
    {
        var frame = new FrameWriter();
        lock (gate)
        {
            foreach (var (shard, known) in told.Where(one => shards.IsHere(one.Key)).OrderBy(one => one.Key))
                frame.Number(shard).Number((long)Sum(known.Values.Select(payload => Mark(payload))));
        }

        return frame.Written;
    }

    /// <summary>It may have numbers, and lives.</summary>
    private static bool IsTelling(Member member) =>
        member.State is MemberState.Up or MemberState.Leaving && member.Has(SwitchCluster.Role);

    private void Compare(NodeId from, FrameReader sums)
    {
        var isComplete = true;
        while (sums.Rest().Length > 0)
        {
            var (shard, sum) = ((int)sums.Number(), (ulong)sums.Number());
            if (sums.IsBroken) return;
            bool isSame;
            lock (gate) isSame = heard.TryGetValue(shard, out var known) && Sum(known.Values) == sum;
            if (!isSame) courier.Send(from, Want, new FrameWriter().Number(shard).Written);
            isComplete &= isSame;
        }

        if (!isComplete) return;
        lock (gate) agreed.Add(from.Incarnation);
    }

    private void TellAll(NodeId asker, FrameReader want)
    {
        var shard = (int)want.Number();
        if (want.IsBroken || !shards.IsHere(shard)) return;
        List<byte[]> all;
        lock (gate) all = [.. Of(told, shard).Values];
        courier.Send(asker, Begin, new FrameWriter().Number(shard).Written);
        foreach (var payload in all) courier.Send(asker, One, payload);
        courier.Send(asker, Sums, SumsOfAll());
    }

    private void Hear(ReadOnlyMemory<byte> payload, Action<string, IReadOnlyList<Binding>> shown)
    {
        var reader = new FrameReader(payload);
        var dn = reader.Text();
        if (reader.IsBroken || Read(reader.Rest()) is not { } bindings) return;
        var shard = shardOf(dn);
        if (shards.IsHere(shard)) return;
        lock (gate) Of(heard, shard)[dn] = Mark(payload.Span);
        shown(dn, bindings);
    }

    /// <summary>The same whatever the order; of nothing, 0.</summary>
    private static ulong Sum(IEnumerable<ulong> marks) => marks.Aggregate(0UL, static (sum, mark) => unchecked(sum + mark));

    /// <summary>FNV-1a, the same in every process.</summary>
    private static ulong Mark(ReadOnlySpan<byte> payload)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in payload) hash = unchecked((hash ^ one) * 1099511628211UL);
        return hash;
    }

    private static IReadOnlyList<Binding>? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, DnJournal.Default.DnSnapshot)?.Bindings;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
