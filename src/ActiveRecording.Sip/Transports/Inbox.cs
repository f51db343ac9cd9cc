using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>Carries what sockets read onto the endpoint's strand, up to a bound.</summary>
internal sealed class Inbox(Strand strand, int maxQueued, TimeProvider time, ITransportUser user, SipMeter meter)
{
    /// <summary>False at the bound, counted: the message is to be given up.</summary>
    public bool HasRoom(SipHop from)
    {
        if (strand.Queued < maxQueued) return true;
        meter.Refused("queue-full", from.Transport);
        return false;
    }

    /// <summary>Notes when the message came, which may be long before the strand has time for it.</summary>
    public void Deliver(SipMessage message, SipHop from)
    {
        message.ReceivedAt = time.GetUtcNow();
        strand.Post(() => user.MessageReceived(message, from));
    }

    public void Deliver(Unreadable what, SipHop from) => strand.Post(() => user.UnreadableReceived(what, from));

    /// <summary>Whatever else a transport has to do on the strand.</summary>
    public void Post(Action action) => strand.Post(action);
}
