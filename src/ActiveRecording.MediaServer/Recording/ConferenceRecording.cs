using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>A conference created by MSML for the sake of its recorder, and what became of it.</summary>
internal sealed class ConferenceRecording(string name, MediaLeg control, MsmlRecorder recorder)
{
    /// <summary>Its name, without <c>conf:</c>.</summary>
    public string Name => name;

    /// <summary>The leg whose dialog asked for it and hears of its failure.</summary>
    public MediaLeg Control => control;

    /// <summary>As MSML described it.</summary>
    public MsmlRecorder Recorder => recorder;

    /// <summary>Parameters of the recording.</summary>
    public RecordingParameters Parameters { get; } = new(recorder);

    /// <summary>The parties joined to it, in order.</summary>
    public List<MediaLeg> Joined { get; } = [];

    /// <summary>One for each recording dialog; empty before the start.</summary>
    public List<RecordedSession> Sessions { get; } = [];

    /// <summary>The copies are cut.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Its failure was reported, which is done once.</summary>
    public bool IsFailureReported { get; set; }
}
