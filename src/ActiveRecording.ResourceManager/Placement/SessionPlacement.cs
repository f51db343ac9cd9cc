using ActiveRecording.Domain;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>One session on its way to a resource, which is reserved in the journal before it is named.</summary>
internal abstract class SessionPlacement
{
    /// <summary>The answer when no resource is left.</summary>
    public abstract int ErrorResponse { get; }

    /// <summary>
    /// Asks for a resource: the first time for any, then for another one than those before. The answer comes later, on
    /// the endpoint's strand; null when there is none.
    /// </summary>
    public abstract void Next(Action<Resource?> found);

    /// <summary>Whether there is another one to ask for.</summary>
    public abstract bool HasMore { get; }

    /// <summary>Gives the reservation back.</summary>
    public abstract void Release(ReleaseCause cause);
}
