using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Dns;

/// <summary>The stored form of a number's state. Another meaning of a field, or of an event, needs another version.</summary>
/// <param name="Bindings">In the order first registered.</param>
[JournalName("dn-snapshot", version: 1)]
public sealed record DnSnapshot(IReadOnlyList<Binding> Bindings)
{
    /// <summary>What is kept of a state.</summary>
    public static DnSnapshot Of(DnState state) => new([.. state.Bindings]);

    /// <summary>The state that was kept.</summary>
    public DnState Restore() => DnState.Of(Bindings.Aggregate(BindingList.Empty, static (list, binding) => list.With(binding)));
}
