namespace ActiveRecording.Journals;

/// <summary>Something to be done on a <see cref="DatabaseThread"/>; it keeps its exceptions to itself.</summary>
internal interface IDatabaseWork
{
    void Execute();
}

/// <summary>Work with a result; whoever waits for it continues elsewhere, not on the database's thread.</summary>
internal sealed class DatabaseWork<T>(Func<T> action) : IDatabaseWork
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => done.Task;

    public void Execute()
    {
        try
        {
            done.SetResult(action());
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }
}
