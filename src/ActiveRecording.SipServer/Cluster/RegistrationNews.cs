using System.Collections.Concurrent;
using System.Text.Json;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Domain.Dns;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>
/// Tells the other nodes where numbers are registered, so that any of them can place a call: at every change, and all of
/// it whenever the members change, which is when somebody may have missed some.
/// </summary>
internal sealed class RegistrationNews : IClusterPart
{
    private const string Kind = "sip-server/registered";
    private readonly Courier courier;
    private readonly string role;
    private readonly Func<string, bool> isHere;
    private readonly ConcurrentDictionary<string, byte[]> told = new(StringComparer.Ordinal);
    private volatile NodeId[] others = [];

    /// <param name="node">Not yet joined.</param>
    /// <param name="role">Nodes with it are told.</param>
    /// <param name="isHere">Whether a number's entity is here.</param>
    /// <param name="heard">Told what another node says.</param>
    public RegistrationNews(ClusterNode node, string role, Func<string, bool> isHere, Action<string, IReadOnlyList<Binding>> heard)
    {
        (courier, this.role, this.isHere) = (node.Courier, role, isHere);
        courier.On(Kind, (_, payload) =>
        {
            var reader = new FrameReader(payload);
            var dn = reader.Text();
            if (reader.IsBroken || isHere(dn) || Read(reader.Rest()) is not { } bindings) return;
            heard(dn, bindings);
        });
        node.Add(this);
    }

    /// <summary>A number decided here. From any thread.</summary>
    public void Tell(string dn, IReadOnlyList<Binding> bindings)
    {
        var payload = new FrameWriter().Text(dn)
            .Rest(JsonSerializer.SerializeToUtf8Bytes(new DnSnapshot(bindings), DnJournal.Default.DnSnapshot)).Written.ToArray();
        told[dn] = payload;
        foreach (var other in others) courier.Send(other, Kind, payload);
    }

    void IClusterPart.Changed(NodeId self, MemberList members)
    {
        others =
        [
            .. members.Alive.Where(member => member.Incarnation != self.Incarnation && member.Has(role))
                .Select(member => new NodeId(member.Name, member.Incarnation)),
        ];
        foreach (var (dn, payload) in told)
        {
            if (!isHere(dn)) told.TryRemove(dn, out _);
            else foreach (var other in others) courier.Send(other, Kind, payload);
        }
    }

    void IClusterPart.Over()
    {
        others = [];
        told.Clear();
    }

    void IClusterPart.Tick()
    {
    }

    Task IClusterPart.HandedOverAsync() => Task.CompletedTask;

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
