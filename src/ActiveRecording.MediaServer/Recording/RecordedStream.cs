using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>A copy of a party's sound or pictures within a recording session.</summary>
internal sealed class RecordedStream(MediaLeg leg, string kind, IRtpReplica replica)
{
    private bool isRefused;

    /// <summary>The copy.</summary>
    public IRtpReplica Replica => replica;

    /// <summary>The recorder does not want it: nothing is kept for it any more.</summary>
    public void Refuse()
    {
        isRefused = true;
        replica.Close();
    }

    /// <summary>Its m= line; port 0 when it is refused, or when the parties gave it up.</summary>
    public MediaDescription Describe()
    {
        var payloads = RecordedCodecs.Of(leg, kind);
        if (payloads.Count == 0)
            return MediaDescription.Create(kind, port: 0, [Sdp.PayloadFormat.Pcmu]).Refused();
        var direction = LegDescriptions.IsMuted(leg.Remote, kind) ? Direction.Inactive : Direction.SendOnly;
        var line = MediaDescription.Create(
            kind, replica.Local.Rtp.Port, payloads, direction, replica.Local.Rtcp.Port);
        return isRefused ? line.Refused() : line;
    }
}
