using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>Receives what the transports read; every call on the endpoint's strand.</summary>
internal interface ITransportUser
{
    /// <summary>A well-formed message.</summary>
    void MessageReceived(SipMessage message, SipHop from);

    /// <summary>Something that is no message, with what is to be said about it.</summary>
    void UnreadableReceived(Unreadable what, SipHop from);

    /// <summary>A connection is gone: whatever waits for an answer on it will not get one.</summary>
    void FlowClosed(long flow, string reason);
}
