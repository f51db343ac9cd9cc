namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>A request has no reply. Whether it was decided is unknown if nobody answered in time.</summary>
public sealed class RequestFailedException(string entity, AnswerKind kind, string reason) : Exception($"{entity}: {reason}")
{
    /// <summary>What became of it; <see cref="AnswerKind.Moved"/> when nobody answered in time.</summary>
    public AnswerKind Kind { get; } = kind;
}
