using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// The media of one recording session: a stream, or two when the recorder takes both parties in one; pictures
/// double that.
/// </summary>
internal sealed class RecordedSession(
    RecordingSession session, IReadOnlyList<RecordedStream> streams, Origin origin)
{
    /// <summary>What it is about.</summary>
    public RecordingSession Session => session;

    /// <summary>The name of its entity.</summary>
    public string Id => session.Id;

    /// <summary>
    /// What the recorder is offered: each stream in the codecs the party negotiated, sendonly, inactive while
    /// the party sends nothing.
    /// </summary>
    public SessionDescription Describe(ConnectionAddress address) =>
        SessionDescription.Create(origin, address, [.. streams.Select(stream => stream.Describe())]);

    /// <summary>Sends each copy where the recorder's answer says; one that it refuses ends.</summary>
    public void Direct(SessionDescription answer)
    {
        foreach (var (stream, media) in streams.Zip(answer.Media))
        {
            if (!media.IsActive) stream.Refuse();
            else if (LegDescriptions.EndpointsOf(answer, media) is { } remote)
                stream.Replica.SetRemote(remote);
        }
    }

    /// <summary>False cuts every copy before it returns.</summary>
    public void SetActive(bool active)
    {
        foreach (var stream in streams) stream.Replica.SetActive(active);
    }

    /// <summary>Ends the copies; the sum of what they did.</summary>
    public ReplicaStatistics Close()
    {
        var sum = default(ReplicaStatistics);
        foreach (var stream in streams)
        {
            var own = stream.Replica.Statistics;
            stream.Replica.Close();
            sum = new(
                sum.Sent + own.Sent, sum.Buffered + own.Buffered, sum.Overflowed + own.Overflowed,
                sum.Cut + own.Cut, sum.ReportedLost + own.ReportedLost);
        }

        return sum;
    }
}
