using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.EventSourcing;
using ActiveRecording.Recorder;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_recorder_on_sockets : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"recorder-tests-{Guid.NewGuid():N}");
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);
    private readonly ThreadPoolScheduler scheduler = new();
    private readonly RandomIdentifiers identifiers = new();
    private readonly MemoryJournal journal = new();
    private readonly TaskCompletionSource recorded = new();

    [Theory]
    [InlineData(RtpPlaneChoice.Portable)]
    [InlineData(RtpPlaneChoice.Auto)]
    public async Task Keeps_a_burst_that_was_held_back_for_a_second_sample_by_sample(RtpPlaneChoice plane)
    {
        using var room = await StartAsync(plane);
        using var client = new RecordingClient(network, scheduler, TimeProvider.System, identifiers);
        using var left = new Voice(network, 0, 1);
        var answered = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var invite = client.CreateInvite(
            RecorderStage.Uri("1001", "1003", answered).WithHost("127.0.0.1", room.Udp[0].Port), RecorderStage.Offer(left.Port));
        var response = await client.SendAsync(invite).WaitAsync(Patience, TestContext.Current.CancellationToken);
        left.Recorder = RecorderStage.PortOf(response, 0);
        left.Report(50, answered.AddSeconds(1));
        for (var packet = 0; packet < 50; packet++) left.Send(packet);
        await client.SendAsync(Dialog.FromUac(invite, response), SipMethod.Bye).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await recorded.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(WavFile.TryRead(await File.ReadAllBytesAsync(room.PathOf("call_1001_1003.wav"), TestContext.Current.CancellationToken), out var wav));
        var file = wav.Channel(0);
        short[] expected = [.. Enumerable.Range(0, 50).SelectMany(left.Codes).Select(G711.DecodeALaw)];
        var start = Enumerable.Range(0, 80).First(at => file.AsSpan(at, 320).SequenceEqual(expected.AsSpan(0, 320)));
        Assert.Equal(expected, file.AsSpan(start, expected.Length).ToArray());
        await room.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        network.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<RecorderRoom> StartAsync(RtpPlaneChoice plane)
    {
        journal.Appended += _ => Look();
        var options = new RecorderOptions
        {
            Sip = new SipEndpointOptions { Name = "recorder", Udp = [new IPEndPoint(IPAddress.Loopback, 0)] },
            Media = new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(31_900, 31_998)) { Plane = plane },
            Archive = ArchiveOptions.Under(folder),
            SessionGrace = TimeSpan.FromMilliseconds(50),
        };
        var room = new RecorderRoom(
            options, network, scheduler, TimeProvider.System, identifiers, journal, NullLoggerFactory.Instance);
        await room.StartAsync(CancellationToken.None);
        return room;
    }

    private void Look()
    {
        var names = Enumerable.Range(0, 16).SelectMany(shard =>
            journal.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable().Select(stored => stored.Data.Name));
        if (names.Contains("recording-spools-removed")) recorded.TrySetResult();
    }
}
