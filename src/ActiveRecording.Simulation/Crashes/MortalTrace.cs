using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Simulation.Crashes;

/// <summary>Sees nothing of what an ended life would still have sent.</summary>
public sealed class MortalTrace(Life life, ISipTrace trace) : ISipTrace
{
    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        if (!life.IsOver) trace.Sent(endpoint, message, local, remote, transport, at);
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        if (!life.IsOver) trace.Received(endpoint, message, local, remote, transport, at);
    }
}
