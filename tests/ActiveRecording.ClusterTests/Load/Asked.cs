using System.Diagnostics;
using System.Net;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>A request that waits for its final answer.</summary>
internal sealed class Asked(SipRequest request, byte[] bytes, IPEndPoint to, Pace pace, TimeSpan patience)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource<SipResponse?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan interval = pace.First;
    private TimeSpan due = pace.First;
    private bool isRepeated = true;

    public SipRequest Request => request;

    public byte[] Bytes => bytes;

    public IPEndPoint To => to;

    /// <summary>The final answer; null when none came in time.</summary>
    public Task<SipResponse?> Answer => answer.Task;

    /// <summary>Whether it is to be sent again now.</summary>
    public bool IsDue()
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (elapsed >= patience) answer.TrySetResult(null);
        if (!isRepeated || elapsed < due || answer.Task.IsCompleted) return false;
        interval = pace.After(interval);
        due = elapsed + interval;
        return true;
    }

    /// <summary>An INVITE that somebody works on is not repeated (RFC 3261 §17.1.1.2).</summary>
    public void Take(SipResponse response)
    {
        if (response.IsFinal) answer.TrySetResult(response);
        else if (request.Method == SipMethod.Invite) isRepeated = false;
    }
}
