using System.Diagnostics.Metrics;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip;

/// <summary>The counters of one endpoint, meter <c>ActiveRecording.Sip</c>, tag <c>endpoint</c>.</summary>
internal sealed class SipMeter : IDisposable
{
    private readonly KeyValuePair<string, object?> endpoint;
    private readonly Meter meter = new(SipEndpoint.MeterName);
    private readonly Counter<long> sent;
    private readonly Counter<long> received;
    private readonly Counter<long> refused;
    private readonly Counter<long> repeated;
    private readonly Counter<long> failed;
    private readonly Counter<long> switched;

    public SipMeter(string name, Func<int> clientTransactions, Func<int> serverTransactions, Func<int> connections)
    {
        endpoint = new("endpoint", name);
        sent = meter.CreateCounter<long>("sip.messages.sent", "{message}", "Messages given to a transport.");
        received = meter.CreateCounter<long>("sip.messages.received", "{message}", "Well-formed messages received.");
        refused = meter.CreateCounter<long>(
            "sip.messages.refused", "{message}", "Input that reached no user, by reason.");
        repeated = meter.CreateCounter<long>("sip.messages.repeated", "{message}", "Repetitions sent or absorbed.");
        failed = meter.CreateCounter<long>(
            "sip.transactions.failed", "{transaction}", "Transactions ended by a time-out or by the transport.");
        switched = meter.CreateCounter<long>(
            "sip.requests.switched", "{request}", "Long requests that went by TCP instead of UDP, and those that came back.");
        Gauge("sip.transactions.client", "{transaction}", "Client transactions now.", clientTransactions);
        Gauge("sip.transactions.server", "{transaction}", "Server transactions now.", serverTransactions);
        Gauge("sip.connections", "{connection}", "Connections now.", connections);
    }

    public void Sent(SipTransport transport) => sent.Add(1, endpoint, Transport(transport));

    public void Received(SipTransport transport) => received.Add(1, endpoint, Transport(transport));

    /// <param name="reason">Lower case with hyphens.</param>
    /// <param name="transport">How it came.</param>
    public void Refused(string reason, SipTransport transport) =>
        refused.Add(1, endpoint, new("reason", reason), Transport(transport));

    /// <param name="direction"><c>sent</c> or <c>absorbed</c>.</param>
    public void Repeated(string direction) => repeated.Add(1, endpoint, new KeyValuePair<string, object?>("direction", direction));

    /// <param name="reason"><c>timeout</c>, <c>transport</c>, <c>ack-missing</c>, <c>prack-missing</c> or <c>limit</c>.</param>
    public void Failed(string reason) => failed.Add(1, endpoint, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="to">TCP for a long request, UDP when TCP was refused.</param>
    public void Switched(SipTransport to) => switched.Add(1, endpoint, Transport(to));

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Transport(SipTransport transport) => new("transport", transport.ToToken());

    private void Gauge(string name, string unit, string description, Func<int> value) =>
        meter.CreateObservableGauge(name, () => new Measurement<int>(value(), endpoint), unit, description);
}
