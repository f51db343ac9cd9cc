using ActiveRecording.Domain;
using ActiveRecording.Domain.RecorderPools;
using ActiveRecording.Runtime;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>Asks the recorder pool for recorders. Used on the endpoint's strand; the pool's journal is the truth.</summary>
internal sealed class RecorderChoice(
    IReadOnlyList<Resource> recorders,
    ResourceManagerOptions options,
    Func<RecorderPoolCommand, bool> tell,
    TimeProvider time,
    IIdentifiers identifiers,
    ILogger log)
{
    private const int RequestIdLength = 16;
    private readonly IReadOnlyList<RecorderCandidate> candidates =
        [.. recorders.Select(recorder => new RecorderCandidate(recorder.Name, recorder.PortCapacity))];

    private readonly Dictionary<string, Action<string?>> asked = new(StringComparer.Ordinal);

    /// <summary>A recording session, by its Call-ID.</summary>
    public SessionPlacement Place(string sessionId, string recordId, int ports) => new Session(this, sessionId, recordId, ports);

    /// <summary>The pool's answer; null if no recorder is left.</summary>
    public void Answered(string requestId, string? recorder)
    {
        if (asked.Remove(requestId, out var answer)) answer(recorder);
    }

    /// <summary>The end of a recording session.</summary>
    public void Release(string sessionId, ReleaseCause cause)
    {
        if (!tell(new RecorderPoolCommand.Release(time.GetUtcNow(), sessionId, cause))) log.ReleaseLost(sessionId, "the recorder pool");
    }

    private int ErrorResponse => options.ResourceErrorResponse;

    private void Ask(string sessionId, string recordId, int ports, IReadOnlyList<string> tried, Action<string?> answer)
    {
        var requestId = identifiers.NextToken(RequestIdLength);
        asked.Add(requestId, answer);
        var place = new RecorderPoolCommand.Place(
            time.GetUtcNow(), requestId, sessionId, recordId, ports, candidates, tried, options.Lease);
        if (!tell(place)) Answered(requestId, null);
    }

    private bool HasOtherThan(List<string> tried) => recorders.Any(recorder => !tried.Contains(recorder.Name, StringComparer.Ordinal));

    private Resource? ByName(string? name) => recorders.FirstOrDefault(recorder => recorder.Name == name);

    private sealed class Session(RecorderChoice owner, string sessionId, string recordId, int ports) : SessionPlacement
    {
        private readonly List<string> tried = [];

        public override int ErrorResponse => owner.ErrorResponse;

        public override bool HasMore => owner.HasOtherThan(tried);

        public override void Next(Action<Resource?> found) =>
            owner.Ask(sessionId, recordId, ports, [.. tried], recorder => Answered(recorder, found));

        public override void Release(ReleaseCause cause) => owner.Release(sessionId, cause);

        private void Answered(string? name, Action<Resource?> found)
        {
            if (name is not null) tried.Add(name);
            found(owner.ByName(name));
        }
    }
}
