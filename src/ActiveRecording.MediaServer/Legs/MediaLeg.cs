using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// One party's dialog with the Media Server and its media. Lives on the strand; not journalled: it ends with
/// its node.
/// </summary>
internal sealed class MediaLeg(
    Conference conference, string dn, int? mediaControl, DialogState dialog, LegMedia media, Origin origin)
    : IRefreshedDialog
{
    private readonly PayloadNumbers numbers = new();
    private KeptDescription local;
    private KeptDescription remote;

    /// <summary>The conference it belongs to.</summary>
    public Conference Conference => conference;

    /// <summary>The party, by the <c>dn</c> of its request URI; empty if not given.</summary>
    public string Dn => dn;

    /// <summary><c>recmediactl</c> of its request URI, 1 or 2; null if not given.</summary>
    public int? MediaControl => mediaControl;

    /// <summary>Its dialog.</summary>
    public DialogState Dialog { get; set; } = dialog;

    /// <summary>Its name in MSML: <c>conn:</c> and our To tag.</summary>
    public string ConnectionId => $"conn:{Dialog.LocalTag}";

    /// <summary>Its RTP endpoints.</summary>
    public LegMedia Media => media;

    /// <summary>Our last description; null before the first.</summary>
    public SessionDescription? Local
    {
        get => local.Description;
        private set => local = new(value);
    }

    /// <summary>The party's last description; null before the first.</summary>
    public SessionDescription? Remote
    {
        get => remote.Description;
        private set => remote = new(value);
    }

    /// <summary>Our offer went out in a 200; the answer comes in the ACK.</summary>
    public bool AwaitsAnswer { get; private set; }

    /// <summary>The INVITE whose 200 is not acknowledged; null if none is.</summary>
    public ServerTransactionId? Unacknowledged { get; set; }

    /// <inheritdoc/>
    public SessionMark Session { get; set; }

    /// <inheritdoc/>
    public bool IsReinviting { get; set; }

    /// <summary>Packets and requests of the party at the last look; see <see cref="LegWatch"/>.</summary>
    public (long Packets, uint? Request) Seen { get; set; }

    /// <summary>Takes an offer.</summary>
    /// <returns>Our answer; null if nothing in the offer can be relayed, then nothing has changed.</returns>
    public SessionDescription? Answer(SessionDescription offer, ConnectionAddress address)
    {
        var relayable = LegDescriptions.Relayable(offer);
        var own = new LocalDescription(origin, address, media.Local);
        if (!OfferAnswer.TryAnswer(relayable, own, out var answer))
            return null;
        Remote = relayable;
        AwaitsAnswer = false;
        Publish(answer.WithFeedbackOf(relayable));
        return Local;
    }

    /// <summary>Makes an offer to a party that asked for one: all that was agreed before, sendrecv.</summary>
    public SessionDescription Offer(ConnectionAddress address, SessionDescription? other)
    {
        AwaitsAnswer = true;
        Publish(
            Local?.WithDirection(Direction.SendRecv)
            ?? LegDescriptions.Offer(origin, address, media.Local, other));
        return Local!;
    }

    /// <summary>Takes the answer to our offer; null leaves things as they were.</summary>
    public void TakeAnswer(SessionDescription? answer)
    {
        AwaitsAnswer = false;
        if (answer is not null) Remote = LegDescriptions.Relayable(answer);
    }

    /// <summary>The same content keeps its edition, another gets the next one (RFC 3264 §8).</summary>
    private void Publish(SessionDescription description)
    {
        description = numbers.Apply(description);
        if (Local is not { } last) Local = description;
        else if (!description.SameMedia(last)) Local = description.WithOrigin(last.Origin.Next());
    }
}
