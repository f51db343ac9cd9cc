using System.Net;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip;

/// <summary>Sees every message of an endpoint, repetitions included, on the endpoint's strand.</summary>
public interface ISipTrace
{
    /// <summary>A message was given to the transport.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="message">The message, not to be changed.</param>
    /// <param name="local">The address it leaves from.</param>
    /// <param name="remote">The address it goes to.</param>
    /// <param name="transport">As in Via: <c>UDP</c>, <c>TCP</c>.</param>
    /// <param name="at">The instant.</param>
    void Sent(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at);

    /// <summary>A well-formed message was received; parameters as in <see cref="Sent"/>.</summary>
    void Received(string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at);
}
