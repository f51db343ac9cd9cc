using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.InteropTests;
using ActiveRecording.Rooms.Tests.Recorder;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Host.Tests.Recorder;

/// <summary>The recorder's own process, killed without a last word while streams come in.</summary>
public sealed class A_recorder_that_is_killed : IDisposable
{
    private const int Streams = 10;
    private const int Packets = 100;
    private const int Rounds = 5;
    private const int PayloadBytes = 160;
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);
    private readonly RecordingClient client;
    private readonly Socket rtp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public A_recorder_that_is_killed()
    {
        client = new RecordingClient(network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers());
        rtp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>
    /// Whatever the machine does, only the end of a stream is missing. How much of it: the bar, and what the machine itself was
    /// late meanwhile; a machine that gives the recorder nothing for a while is tried again.
    /// </summary>
    [Fact]
    public async Task Has_all_but_the_last_200_ms_of_each_stream()
    {
        var found = new List<string>();
        for (var round = 1; round <= Rounds; round++)
        {
            using var stalls = new MachineStalls();
            var lost = await LostAsync();
            if (lost <= Bar + stalls.Worst()) return;
            found.Add($"{lost.TotalMilliseconds:F0} ms lost, machine late by {stalls.Worst().TotalMilliseconds:F0} ms");
        }

        Assert.Fail(string.Join("; ", found));
    }

    public void Dispose()
    {
        client.Dispose();
        network.Dispose();
        rtp.Dispose();
    }

    /// <summary>How long before the kill the oldest packet was sent that is in no spool.</summary>
    private async Task<TimeSpan> LostAsync()
    {
        using var recorder = await RecorderProcess.StartAsync();
        var ports = new List<IPEndPoint>();
        for (var stream = 0; stream < Streams; stream++) ports.Add(await InviteAsync(recorder.SipPort, stream));
        var watch = Stopwatch.StartNew();
        var sent = new List<TimeSpan>();
        for (var packet = 0; packet < Packets; packet++)
        {
            while (watch.Elapsed < packet * PacketTime) Thread.Sleep(1);
            for (var stream = 0; stream < Streams; stream++) Send(packet, stream, ports[stream]);
            sent.Add(watch.Elapsed);
        }

        var killed = watch.Elapsed;
        recorder.Kill();

        var spooled = recorder.Spooled();
        Assert.Equal(Streams, spooled.Count);
        Assert.All(spooled.Values, packets => Assert.Equal(Enumerable.Range(0, packets.Count), packets));
        return spooled.Values.Max(packets => packets.Count == Packets ? TimeSpan.Zero : killed - sent[packets.Count]);
    }

    private async Task<IPEndPoint> InviteAsync(int sipPort, int stream)
    {
        var uri = SipUri.Parse($"sip:record=KILLED{stream:D26}@127.0.0.1:{sipPort}")
            .WithParameter("calluuid", "01AE904GK088LFQD2CGB02LAES0000EP").WithParameter("dn", "1001").WithParameter("recordDN", "1001");
        var port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
        var response = await client.SendAsync(client.CreateInvite(
            uri, $"v=0\r\no=- {stream} 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\na=sendonly\r\n"));
        Assert.Equal(200, response.StatusCode);
        Assert.True(SessionDescription.TryParse(response.Body.Span, out var answer));
        return new IPEndPoint(IPAddress.Loopback, answer.Media[0].Port);
    }

    private void Send(int packet, int stream, IPEndPoint to)
    {
        Span<byte> datagram = stackalloc byte[RtpPacket.HeaderBytes + PayloadBytes];
        new RtpHeader(8, (ushort)packet, (uint)(packet * PayloadBytes), (uint)(stream + 1), packet == 0)
            .Write(datagram, stackalloc byte[PayloadBytes]);
        rtp.SendTo(datagram, to);
    }
}
