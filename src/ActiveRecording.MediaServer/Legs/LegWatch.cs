using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// Finds legs that nobody will ever end: SIP Server lost them. One that was quiet between two looks is asked
/// by OPTIONS; an answer that the dialog is gone (RFC 5057 §5), or none, ends it.
/// </summary>
internal sealed class LegWatch(RoomContext context, LegTable legs, LegMessages messages, LegDialogs dialogs)
    : IDisposable
{
    private const int RequestTimeout = 408;
    private ITimer? timer;

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        var every = context.Options.LegCheck;
        timer = context.Time.CreateTimer(_ => context.Endpoint.Post(Look), state: null, every, every);
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Look()
    {
        foreach (var leg in legs.All)
        {
            var seen = (leg.Media.Audio.Statistics.Received, leg.Dialog.RemoteCSeq);
            if (seen != leg.Seen) leg.Seen = seen;
            else if (!messages.TryAsk(leg, new Question(this, leg)))
                Ended(leg, RequestTimeout, "No way to it");
        }
    }

    private void Ended(MediaLeg leg, int status, string reason)
    {
        if (!legs.Contains(leg)) return;
        context.Log.LegForgotten(leg.Dialog.CallId, leg.Conference.Id, status, reason);
        dialogs.End(leg);
    }

    private sealed class Question(LegWatch watch, MediaLeg leg) : IClientTransactionUser
    {
        void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
        {
            if (response.StatusCode is 404 or 408 or 410 or 481)
                watch.Ended(leg, response.StatusCode, response.ReasonPhrase);
        }

        void IClientTransactionUser.TimedOut(ClientTransactionId transaction) =>
            watch.Ended(leg, RequestTimeout, "No answer");

        void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) =>
            watch.Ended(leg, RequestTimeout, reason);
    }
}
