using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Console;

/// <summary>The switch, as far as the console may command it.</summary>
public interface ICallControl
{
    /// <summary>Starts a recording of a call in conversation; the answer does not wait until it runs.</summary>
    /// <param name="callUuid">The call.</param>
    /// <param name="dn">The party on whose behalf is recorded.</param>
    /// <exception cref="TimeoutException">The call does not answer.</exception>
    Task<RecordingAnswer> StartRecordingAsync(string callUuid, string dn);

    /// <summary>Ends the recording of a call; the call goes on.</summary>
    /// <param name="callUuid">The call.</param>
    /// <param name="dn">Any of its parties; null for whichever.</param>
    /// <exception cref="TimeoutException">The call does not answer.</exception>
    Task<RecordingAnswer> StopRecordingAsync(string callUuid, string? dn);
}
