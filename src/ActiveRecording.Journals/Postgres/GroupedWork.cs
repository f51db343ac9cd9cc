using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>A question, or something to be written, that goes together with the others of its kind that were queued meanwhile.</summary>
internal interface IGroupedWork : IDatabaseWork
{
    /// <summary>Questions of one kind go together.</summary>
    Type Kind { get; }

    /// <summary>Questions asked at once.</summary>
    int Limit { get; }

    /// <summary>Asks all of them and answers each.</summary>
    void Execute(IReadOnlyList<IGroupedWork> group, PostgresClient client);
}

/// <summary>A question with an answer; whoever waits for it continues elsewhere.</summary>
internal abstract class GroupedWork<T> : IGroupedWork
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => done.Task;

    public Type Kind => GetType();

    public abstract int Limit { get; }

    public void Execute(IReadOnlyList<IGroupedWork> group, PostgresClient client)
    {
        var reads = group.Cast<GroupedWork<T>>().ToList();
        try
        {
            var answers = client.Run(connection => Answers(connection, reads));
            for (var i = 0; i < reads.Count; i++) reads[i].done.SetResult(answers[i]);
        }
        catch (Exception exception)
        {
            foreach (var read in reads) read.done.TrySetException(exception);
        }
    }

    void IDatabaseWork.Execute() => throw new InvalidOperationException("It is asked together with others");

    /// <summary>One answer per question, in their order.</summary>
    protected abstract IReadOnlyList<T> Answers(NpgsqlConnection connection, IReadOnlyList<GroupedWork<T>> reads);
}
