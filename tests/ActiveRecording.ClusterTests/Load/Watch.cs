namespace ActiveRecording.ClusterTests.Load;

/// <summary>What calls are watched for, and for how long.</summary>
internal sealed class Watch
{
    private volatile bool isMended;
    private volatile bool isOver;

    /// <summary>What was broken is put right; the cluster is not whole yet.</summary>
    public bool IsMended
    {
        get => isMended;
        set => isMended = value;
    }

    /// <summary>No further probes.</summary>
    public bool IsOver
    {
        get => isOver;
        set => isOver = value;
    }
}

/// <summary>How long a call waited for an answer, at most.</summary>
/// <param name="Broken">Asked while something was broken.</param>
/// <param name="Afterwards">Asked afterwards, while the cluster became whole again.</param>
internal readonly record struct Waited(TimeSpan Broken, TimeSpan Afterwards);
