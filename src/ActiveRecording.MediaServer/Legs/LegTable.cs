using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>The legs open and their conferences. Lives on the strand.</summary>
internal sealed class LegTable
{
    private readonly Dictionary<string, Conference> conferences = new(StringComparer.Ordinal);
    private readonly Dictionary<DialogId, MediaLeg> legs = [];

    /// <summary>Legs open.</summary>
    public int Count => legs.Count;

    /// <summary>All of them at this moment.</summary>
    public IReadOnlyList<MediaLeg> All => [.. legs.Values];

    /// <summary>The same for whoever changes nothing meanwhile.</summary>
    public IEnumerable<MediaLeg> Open => legs.Values;

    /// <summary>Streams of parties open, a port each.</summary>
    public int Ports { get; private set; }

    /// <summary>The conference of that conf-id, a new one if there is none.</summary>
    public Conference ConferenceOf(string conferenceId) =>
        conferences.GetValueOrDefault(conferenceId) ?? new Conference(conferenceId);

    /// <summary>The leg of a received request; null if it is none of ours.</summary>
    public MediaLeg? Find(SipMessage received) => legs.GetValueOrDefault(Dialog.IdOf(received));

    /// <summary>The leg of that MSML name, for example <c>conn:To-tag</c>; null if there is none.</summary>
    public MediaLeg? Find(string connectionId) =>
        legs.Values.FirstOrDefault(leg => leg.ConnectionId == connectionId);

    /// <summary>The leg whose 200 to that INVITE is not acknowledged; null if there is none.</summary>
    public MediaLeg? Find(ServerTransactionId invite) =>
        legs.Values.FirstOrDefault(leg => leg.Unacknowledged == invite);

    /// <summary>Whether a leg is open.</summary>
    public bool Contains(MediaLeg leg) => legs.ContainsKey(leg.Dialog.Id);

    /// <summary>Takes a leg in and bridges it with its partner.</summary>
    public void Add(MediaLeg leg)
    {
        legs.Add(leg.Dialog.Id, leg);
        conferences[leg.Conference.Id] = leg.Conference;
        leg.Conference.Add(leg);
        Ports += leg.Media.Count;
    }

    /// <summary>Opens more streams of a leg; false when no port is free.</summary>
    public bool TryOpen(MediaLeg leg, IReadOnlyList<string> kinds)
    {
        var before = leg.Media.Count;
        if (!leg.Media.TryOpen(kinds)) return false;
        Ports += leg.Media.Count - before;
        return true;
    }

    /// <summary>A leg is gone; false if it was before.</summary>
    public bool Remove(MediaLeg leg)
    {
        if (!legs.Remove(leg.Dialog.Id)) return false;
        Ports -= leg.Media.Count;
        leg.Conference.Remove(leg);
        if (leg.Conference.Legs.Count == 0) conferences.Remove(leg.Conference.Id);
        return true;
    }
}
