using System.Diagnostics.Metrics;
using System.Net;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Rtp.Tests.Planes;

public sealed class The_choice_of_a_plane : ILogger
{
    private readonly Simulator simulator = new();
    private readonly List<string> said = [];

    [Theory]
    [InlineData(RtpPlaneChoice.Auto, "native")]
    [InlineData(RtpPlaneChoice.Native, "native")]
    [InlineData(RtpPlaneChoice.Portable, "portable")]
    public void Is_logged_once_and_measured(RtpPlaneChoice choice, string kind)
    {
        Assert.SkipUnless(kind == "portable" || OperatingSystem.IsLinux(), "The native plane needs Linux.");
        using var network = new SocketNetwork(new SocketNetworkOptions(), this);
        using var plane = Open(choice, network);
        using var meter = new Meter($"test-{kind}-{choice}");
        meter.Observe("room", plane, new KeyValuePair<string, object?>("room", "media-1"));
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
            measured.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Add($"{instrument.Name} {value} {tags[^1].Value}"));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(kind, plane.Kind);
        Assert.Contains($"by the {kind} plane", Assert.Single(said));
        Assert.Contains($"room.plane 1 room=media-1 plane={kind}", measured);
        Assert.Contains("room.port_pairs 0 room=media-1", measured);
        Assert.Contains("room.datagrams 0 unknown_ssrc", measured);
        Assert.Contains("room.media_failures 0 no_socket", measured);
    }

    [Fact]
    public void Is_the_portable_one_where_the_network_is_not_this_machines()
    {
        using var plane = Open(RtpPlaneChoice.Auto, simulator.Network);

        Assert.Equal("portable", plane.Kind);
        Assert.Contains("the network is not this machine's", Assert.Single(said));
        Assert.Throws<PlatformNotSupportedException>(() => Open(RtpPlaneChoice.Native, simulator.Network));
    }

    [Fact]
    public void Is_the_portable_one_where_nothing_else_is_said()
    {
        using var plane = RtpDataPlanes.Open(
            new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(16000, 16000)), simulator.Network, simulator.Time, simulator.Identifiers, this);

        Assert.Equal("portable", plane.Kind);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        said.Add(formatter(state, exception));

    private IRtpDataPlane Open(RtpPlaneChoice choice, INetwork network) => RtpDataPlanes.Open(
        new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(11_800, 11_800)) { Plane = choice },
        network, TimeProvider.System, new SeededIdentifiers(1), this);
}
