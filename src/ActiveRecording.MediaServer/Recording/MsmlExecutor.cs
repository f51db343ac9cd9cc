using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// Executes MSML for a leg: the elements in order, up to the first that fails (RFC 5707 §7.1). Conferences
/// are for their recorder; the parties themselves are bridged without one.
/// </summary>
internal sealed class MsmlExecutor(LegTable legs, RecordingDesk recordings)
{
    private const string ConferencePrefix = "conf:";

    /// <summary>Executes a request that came on the dialog of <paramref name="leg"/>.</summary>
    /// <param name="leg">Of the conference.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="endedAt">When the recording ended that it ends; null for now.</param>
    public MsmlResult Execute(MediaLeg leg, MsmlRequest request, DateTimeOffset? endedAt = null)
    {
        string? mark = null;
        foreach (var element in request.Elements)
        {
            mark = element.Mark ?? mark;
            if (Execute(leg, element, endedAt) is { } failure) return failure with { Mark = element.Mark };
        }

        return Start(leg.Conference) ?? new MsmlResult(MsmlResponse.Ok, Mark: mark);
    }

    /// <summary>Begins the recordings that have got their parties; one that cannot begin is gone.</summary>
    private MsmlResult? Start(Conference conference)
    {
        var joined = conference.Recordings.Values.Where(recording => recording.Joined.Count > 0).ToList();
        foreach (var recording in joined)
        {
            if (recording.Recorder.State is RecorderState.Stop
                || recordings.Start(recording) is not { } failure)
                continue;
            conference.Recordings.Remove(recording.Name);
            return failure;
        }

        return null;
    }

    private MsmlResult? Execute(MediaLeg leg, MsmlElement element, DateTimeOffset? endedAt) => element switch
    {
        CreateConference create => Create(leg, create),
        Join join => Join(leg.Conference, join),
        Unjoin unjoin => Unjoin(leg.Conference, unjoin),
        ModifyConference modify => Modify(leg.Conference, modify),
        DestroyConference destroy => Destroy(leg.Conference, destroy, endedAt),
        Inexecutable other => new MsmlResult(other.Response, other.ElementName),
        _ => new MsmlResult(MsmlResponse.UnsupportedElement, element.Name),
    };

    private static MsmlResult? Create(MediaLeg leg, CreateConference create)
    {
        if (create.Recorder is null)
            return new MsmlResult(
                MsmlResponse.MissingContent, "A conference without gvp:recorder is not supported");
        var recording = new ConferenceRecording(create.Conference, leg, create.Recorder)
        {
            IsPaused = create.Recorder.State is RecorderState.Pause,
        };
        return leg.Conference.Recordings.TryAdd(create.Conference, recording)
            ? null
            : new MsmlResult(MsmlResponse.ConferenceExists, create.Conference);
    }

    private MsmlResult? Join(Conference conference, Join join)
    {
        var (connection, name) = join.Id1.StartsWith(ConferencePrefix, StringComparison.Ordinal)
            ? (join.Id2, join.Id1)
            : (join.Id1, join.Id2);
        if (Find(conference, name) is not { } recording) return NoSuchObject(name);
        if (legs.Find(connection) is not { } leg || leg.Conference != conference)
            return NoSuchObject(connection);
        if (!recording.Joined.Contains(leg)) recording.Joined.Add(leg);
        return null;
    }

    /// <summary>A recording needs both its parties: without one of them it ends.</summary>
    private MsmlResult? Unjoin(Conference conference, Unjoin unjoin)
    {
        var (connection, name) = unjoin.Id1.StartsWith(ConferencePrefix, StringComparison.Ordinal)
            ? (unjoin.Id2, unjoin.Id1)
            : (unjoin.Id1, unjoin.Id2);
        if (Find(conference, name) is not { } recording) return NoSuchObject(name);
        if (legs.Find(connection) is not { } leg || !recording.Joined.Remove(leg))
            return NoSuchObject(connection);
        recordings.Stop(recording);
        return null;
    }

    private MsmlResult? Modify(Conference conference, ModifyConference modify)
    {
        if (Find(conference, modify.Id) is not { } recording) return NoSuchObject(modify.Id);
        switch (modify.Recorder?.State)
        {
            case RecorderState.Pause:
                recordings.Pause(recording);
                return null;
            case RecorderState.Resume:
                recordings.Resume(recording);
                return null;
            case RecorderState.Stop:
                recordings.Stop(recording);
                conference.Recordings.Remove(recording.Name);
                return null;
            case RecorderState.Start:
                return recordings.Start(recording);
            default:
                return new MsmlResult(MsmlResponse.MissingContent, "gvp:recorder with a state");
        }
    }

    private MsmlResult? Destroy(Conference conference, DestroyConference destroy, DateTimeOffset? endedAt)
    {
        if (Find(conference, destroy.Id) is not { } recording) return NoSuchObject(destroy.Id);
        recordings.Stop(recording, endedAt);
        conference.Recordings.Remove(recording.Name);
        return null;
    }

    private static ConferenceRecording? Find(Conference conference, string id) =>
        id.StartsWith(ConferencePrefix, StringComparison.Ordinal)
            ? conference.Recordings.GetValueOrDefault(id[ConferencePrefix.Length..])
            : null;

    private static MsmlResult NoSuchObject(string id) => new(MsmlResponse.NoSuchObject, id);
}
