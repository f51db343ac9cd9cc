using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Console.Tests;

/// <summary>A switch whose one call answers as it is told to.</summary>
internal sealed class SwitchBehindTheSite : ICallControl
{
    /// <summary>Null: it does not answer.</summary>
    public RecordingAnswer? Answer { get; set; }

    /// <summary>What was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public Task<RecordingAnswer> StartRecordingAsync(string callUuid, string dn) => Say($"start {callUuid} {dn}");

    public Task<RecordingAnswer> StopRecordingAsync(string callUuid, string? dn) => Say($"stop {callUuid} {dn}".TrimEnd());

    private Task<RecordingAnswer> Say(string what)
    {
        Asked.Add(what);
        return Answer is { } answer ? Task.FromResult(answer) : throw new TimeoutException();
    }
}
