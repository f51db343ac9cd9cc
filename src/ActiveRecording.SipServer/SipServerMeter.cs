using System.Diagnostics.Metrics;

namespace ActiveRecording.SipServer;

/// <summary>What the switch measures.</summary>
internal sealed class SipServerMeter : IDisposable
{
    private readonly Meter meter = new("ActiveRecording.SipServer");
    private readonly KeyValuePair<string, object?> room;
    private readonly Counter<long> placed;
    private readonly Counter<long> refused;
    private readonly Counter<long> lost;

    public SipServerMeter(string name, Func<int> calls)
    {
        room = new("room", name);
        placed = meter.CreateCounter<long>("sip_server.calls.placed", "{call}", "Calls placed, by recorded or not");
        refused = meter.CreateCounter<long>("sip_server.calls.refused", "{call}", "INVITEs that became no call, by status");
        lost = meter.CreateCounter<long>("sip_server.commands.lost", "{command}", "What a full mailbox did not take");
        meter.CreateObservableGauge("sip_server.calls", () => new Measurement<int>(calls(), room), "{call}", "Calls now");
    }

    public void Placed(bool recorded) => placed.Add(1, room, new("recorded", recorded ? "true" : "false"));

    public void Refused(int status) => refused.Add(1, room, new("status", status));

    public void Lost() => lost.Add(1, room);

    public void Dispose() => meter.Dispose();
}
