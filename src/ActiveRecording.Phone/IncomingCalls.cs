namespace ActiveRecording.Phone;

/// <summary>Calls that came in and those who wait for one, matched in order. Thread-safe.</summary>
internal sealed class IncomingCalls
{
    private readonly Lock gate = new();
    private readonly Queue<IncomingCall> calls = new();
    private readonly Queue<TaskCompletionSource<IncomingCall>> waiting = new();

    public void Add(IncomingCall call)
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out var waiter)) waiter.SetResult(call);
            else calls.Enqueue(call);
        }
    }

    public Task<IncomingCall> NextAsync()
    {
        lock (gate)
        {
            if (calls.TryDequeue(out var call)) return Task.FromResult(call);
            var waiter = new TaskCompletionSource<IncomingCall>(
                TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter);
            return waiter.Task;
        }
    }
}
