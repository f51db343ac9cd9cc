using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals;

/// <summary>An append that waits for the writer.</summary>
internal sealed class AppendWork(StreamAppend append, IAppendWriter writer) : IDatabaseWork
{
    private readonly TaskCompletionSource<AppendOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamAppend Append { get; } = append;

    /// <summary>The stream as it is stored.</summary>
    public string Stream { get; } = append.Stream.ToString();

    public Task<AppendOutcome> Task => done.Task;

    /// <summary>What became of it, once the batch it is part of is committed.</summary>
    public AppendOutcome Outcome { get; set; }

    public void Complete() => Complete(Outcome);

    public void Complete(AppendOutcome outcome)
    {
        JournalsMetrics.Appends.Add(1, JournalsMetrics.Outcome(outcome));
        done.TrySetResult(outcome);
    }

    void IDatabaseWork.Execute() => writer.Write([this]);
}
