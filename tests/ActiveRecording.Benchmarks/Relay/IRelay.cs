namespace ActiveRecording.Benchmarks.Relay;

/// <summary>A relay in a process of its own that forwards between the legs of calls and copies to recorders; disposing ends it.</summary>
internal interface IRelay : IDisposable
{
    int ProcessId { get; }

    /// <summary>The ports of each call's legs: where A sends, and where B does.</summary>
    IReadOnlyList<(int A, int B)> Legs { get; }

    /// <summary>The measured time begins.</summary>
    void Mark()
    {
    }

    /// <summary>Bytes allocated since <see cref="Mark"/>; null where there is no such number.</summary>
    long? AllocatedSinceMark() => null;
}
