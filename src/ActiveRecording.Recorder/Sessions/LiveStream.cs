using ActiveRecording.Archive.Spools;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>A stream that is being received: its ports, its spool.</summary>
internal sealed class LiveStream(ReceivedLine line, StreamSink sink, IRtpReceiver receiver)
{
    /// <summary>The m= line, from 0.</summary>
    public int Line => line.Index;

    /// <summary>Pictures; else sound.</summary>
    public bool IsVideo => line.IsVideo;

    public StreamSink Sink => sink;

    public IRtpReceiver Receiver => receiver;

    public int Port => receiver.Local.Rtp.Port;

    /// <summary>What the spool is about; null before it is open.</summary>
    public SpooledStream? Description { get; private set; }

    /// <summary>Whether media is to be expected, as the spool knows it.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>From now on packets are kept.</summary>
    public void Attach(SpoolWriter spool, SpooledStream description)
    {
        Description = description;
        sink.Spool = spool;
    }

    /// <summary>The party or the payload types changed.</summary>
    public void Describe(SpooledStream changed)
    {
        if (Description == changed) return;
        Description = changed;
        sink.Spool?.Append(changed);
    }
}
