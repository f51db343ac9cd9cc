using ActiveRecording.Domain;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Runtime;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager.Placement;

/// <summary>
/// Chooses Media Servers: the one that has the conference already, else the one with the fewest legs. Used on the
/// endpoint's strand; the truth is in the journal of each server's keeper.
/// </summary>
internal sealed class MediaServerChoice(
    IReadOnlyList<Resource> servers,
    ResourceManagerOptions options,
    Func<string, MediaServerCommand, bool> tell,
    TimeProvider time,
    IIdentifiers identifiers,
    ILogger log)
{
    private const int RequestIdLength = 16;
    private readonly Dictionary<string, (string Server, string ConferenceId)> legs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<bool>> asked = new(StringComparer.Ordinal);

    /// <summary>A leg of a conference, by its Call-ID.</summary>
    public SessionPlacement Place(string legId, string conferenceId, int ports) => new Leg(this, legId, conferenceId, ports);

    /// <summary>A leg that was there before this room started.</summary>
    public void Recover(string server, string legId, string conferenceId) => legs[legId] = (server, conferenceId);

    /// <summary>Another node is active now, or this one begins anew.</summary>
    public void Forget()
    {
        legs.Clear();
        asked.Clear();
    }

    /// <summary>A keeper's answer.</summary>
    public void Answered(string requestId, bool granted)
    {
        if (asked.Remove(requestId, out var answer)) answer(granted);
    }

    /// <summary>A keeper has released a leg.</summary>
    public void Released(string server, string legId)
    {
        if (legs.TryGetValue(legId, out var leg) && leg.Server == server) legs.Remove(legId);
    }

    /// <summary>The end of a leg.</summary>
    public void Release(string server, string legId, ReleaseCause cause)
    {
        if (!servers.Any(known => known.Name == server)) return;
        if (!tell(server, new MediaServerCommand.Release(time.GetUtcNow(), legId, cause))) log.ReleaseLost(legId, server);
    }

    private int ErrorResponse => options.ConferenceErrorResponse;

    private Resource? Choose(string conferenceId, List<string> tried)
    {
        var pinned = legs.Values.Where(leg => leg.ConferenceId == conferenceId).Select(leg => leg.Server).FirstOrDefault();
        var open = servers.Where(server => !tried.Contains(server.Name, StringComparer.Ordinal)).ToList();
        return open.Find(server => server.Name == pinned) ?? open.MinBy(LegsOf);
    }

    private void Reserve(Resource server, string legId, string conferenceId, int ports, Action<bool> answer)
    {
        var requestId = identifiers.NextToken(RequestIdLength);
        asked.Add(requestId, answer);
        var reserve = new MediaServerCommand.Reserve(
            time.GetUtcNow(), requestId, legId, conferenceId, ports, server.PortCapacity, options.Lease);
        if (!tell(server.Name, reserve)) Answered(requestId, granted: false);
    }

    private bool HasOtherThan(List<string> tried) => servers.Any(server => !tried.Contains(server.Name, StringComparer.Ordinal));

    private int LegsOf(Resource server) => legs.Values.Count(leg => leg.Server == server.Name);

    private sealed class Leg(MediaServerChoice owner, string legId, string conferenceId, int ports) : SessionPlacement
    {
        private readonly List<string> tried = [];
        private Resource? current;

        public override int ErrorResponse => owner.ErrorResponse;

        public override bool HasMore => owner.HasOtherThan(tried);

        public override void Next(Action<Resource?> found)
        {
            Release(ReleaseCause.Refused);
            current = owner.Choose(conferenceId, tried);
            if (current is null)
            {
                found(null);
                return;
            }

            var server = current;
            tried.Add(server.Name);
            owner.legs[legId] = (server.Name, conferenceId);
            owner.Reserve(server, legId, conferenceId, ports, granted => Answered(server, granted, found));
        }

        public override void Release(ReleaseCause cause)
        {
            if (current is null) return;
            owner.Release(current.Name, legId, cause);
            owner.Released(current.Name, legId);
            current = null;
        }

        private void Answered(Resource server, bool granted, Action<Resource?> found)
        {
            if (granted) found(server);
            else Next(found);
        }
    }
}
