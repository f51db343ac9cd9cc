using ActiveRecording.Console;
using ActiveRecording.Domain.Calls;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Nodes;

/// <summary>The node's switch as the console commands it: rooms do not know each other.</summary>
internal sealed class SwitchControl(SipServerRoom sipServer) : ICallControl
{
    public Task<RecordingAnswer> StartRecordingAsync(string callUuid, string dn) => sipServer.StartRecordingAsync(callUuid, dn);

    public Task<RecordingAnswer> StopRecordingAsync(string callUuid, string? dn) => sipServer.StopRecordingAsync(callUuid, dn);
}
