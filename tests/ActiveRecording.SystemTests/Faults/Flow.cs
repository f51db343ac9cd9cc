namespace ActiveRecording.SystemTests.Faults;

/// <summary>A flow that is played under faults.</summary>
/// <param name="Name">Lower case with hyphens.</param>
/// <param name="Prepare">Brings the phones, registered, and says what they do.</param>
internal sealed record Flow(string Name, Func<Stage, Func<Task>> Prepare)
{
    /// <summary>Whether the call is answered, of which only a fault of more than one message may keep it.</summary>
    public bool Answered { get; init; } = true;

    /// <summary>1 or 2: how the Media Server sends to the recorder.</summary>
    public int RecorderMediaControl { get; init; } = 2;

    /// <summary>The recorder's disk is full.</summary>
    public bool DiskIsFull { get; init; }

    /// <summary>Whether it can be played beside others.</summary>
    public bool Mixes => RecorderMediaControl == 2 && !DiskIsFull;
}
