namespace ActiveRecording.Domain.Dns;

/// <summary>Whether a directory number can be reached at a registered address.</summary>
public abstract record DnState
{
    private DnState()
    {
    }

    /// <summary>Its bindings; none while it is not registered.</summary>
    public abstract BindingList Bindings { get; }

    /// <summary>No phone is registered.</summary>
    public sealed record Unregistered : DnState
    {
        /// <inheritdoc/>
        public override BindingList Bindings => BindingList.Empty;
    }

    /// <summary>At least one phone is registered.</summary>
    public sealed record Registered : DnState
    {
        internal Registered(BindingList bindings) => Bindings = bindings;

        /// <inheritdoc/>
        public override BindingList Bindings { get; }
    }

    internal static DnState Of(BindingList bindings) => bindings.Count == 0 ? new Unregistered() : new Registered(bindings);
}
