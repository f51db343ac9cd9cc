using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.Rooms.Tests.Recorder;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>
/// The Media Server's part of many calls, in a process of its own: two recording sessions each, RTP of all streams spread over
/// the 20 ms, sender reports every second, BYE when told. Says on standard output what it has done, and waits for a line on
/// standard input before it talks and before it hangs up.
/// </summary>
internal sealed class RecordingLoad : IDisposable
{
    public const string Verb = "recorder-load";
    private const int InvitesAtOnce = 40;
    private const int Slots = 20;
    private static readonly TimeSpan Tolerated = TimeSpan.FromMilliseconds(50);
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);
    private readonly RecordingClient client;
    private readonly Socket rtp = Bound();
    private readonly Socket rtcp = Bound();
    private readonly List<DialogState> dialogs = [];
    private readonly List<SentStream> streams = [];
    private readonly int recorder;

    private RecordingLoad(int recorder)
    {
        this.recorder = recorder;
        client = new RecordingClient(network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers());
    }

    /// <param name="args">The recorder's SIP port, calls, seconds, "whole" or "impaired".</param>
    public static async Task RunAsync(IReadOnlyList<string> args)
    {
        int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
        using var load = new RecordingLoad(Number(0));
        await load.InviteAsync(Number(1), args[3] == "impaired");
        // Off the strand of the SIP endpoint, which still has to acknowledge.
        await Task.Yield();
        System.Console.WriteLine("established");
        System.Console.ReadLine();
        var late = load.Talk(Number(2));
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{load.streams.Sum(stream => stream.Sent)} {load.streams.Sum(stream => stream.Dropped)} {late.TotalMilliseconds:F0}"));
        System.Console.ReadLine();
        await load.HangUpAsync();
        System.Console.WriteLine("ended");
    }

    public void Dispose()
    {
        client.Dispose();
        network.Dispose();
        rtp.Dispose();
        rtcp.Dispose();
    }

    private async Task InviteAsync(int calls, bool isImpaired)
    {
        var answered = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        foreach (var some in Enumerable.Range(0, 2 * calls).Chunk(InvitesAtOnce))
        {
            foreach (var (stream, dialog, to) in await Task.WhenAll(some.Select(stream => InviteAsync(stream, answered))))
            {
                dialogs.Add(dialog);
                streams.Add(new SentStream((uint)(stream + 1), to, isImpaired ? new Random(stream) : null));
            }
        }
    }

    private async Task<(int Stream, DialogState Dialog, IPEndPoint To)> InviteAsync(int stream, string answered)
    {
        var (call, isSecond) = (stream / 2, stream % 2 == 1);
        var uri = SipUri.Parse($"sip:record=LOAD{call:D28}@127.0.0.1:{recorder}")
            .WithParameter("calluuid", $"CALL{call:D28}").WithParameter("dn", isSecond ? "1003" : "1001")
            .WithParameter("recordDN", "1001").WithParameter("otherDN", isSecond ? "1001" : "1003")
            .WithParameter("dateTime", answered).WithParameter("filename", $"call_{call:D5}");
        var invite = client.CreateInvite(uri, $"""
            v=0
            o=- {stream} 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio {((IPEndPoint)rtp.LocalEndPoint!).Port} RTP/AVP 8
            a=rtpmap:8 PCMA/8000
            a=rtcp:{((IPEndPoint)rtcp.LocalEndPoint!).Port}
            a=sendonly

            """.ReplaceLineEndings("\r\n"));
        var response = await client.SendAsync(invite);
        if (!response.IsSuccess || !SessionDescription.TryParse(response.Body.Span, out var answer))
            throw new InvalidOperationException($"The recorder answered {response.StatusCode}.");
        return (stream, Dialog.FromUac(invite, response), new IPEndPoint(IPAddress.Loopback, answer.Media[0].Port));
    }

    /// <summary>
    /// Sends all of it, never faster than in real time: what the machine was late is added to the length. How late the latest
    /// slot was.
    /// </summary>
    private TimeSpan Talk(int seconds)
    {
        using var batch = new PacketBatch(rtp, capacity: 512, SentStream.PacketBytes);
        Span<byte> report = stackalloc byte[256];
        var slots = seconds * 50 * Slots;
        var (latest, shift) = (TimeSpan.Zero, TimeSpan.Zero);
        var watch = Stopwatch.StartNew();
        for (var slot = 0; slot < slots; slot++)
        {
            var due = TimeSpan.FromMilliseconds(slot * 20.0 / Slots) + shift;
            while (watch.Elapsed < due) Thread.Sleep(1);
            var late = watch.Elapsed - due;
            if (late > latest) latest = late;
            if (late > Tolerated) shift += late;
            for (var index = slot % Slots; index < streams.Count; index += Slots)
            {
                if (streams[index].TryReport(report, DateTimeOffset.UtcNow, out var length, out var to)) rtcp.SendTo(report[..length], to);
                streams[index].Next(batch, seconds * 50 - 1);
            }

            batch.Send();
        }

        return latest;
    }

    private async Task HangUpAsync()
    {
        foreach (var some in dialogs.Chunk(InvitesAtOnce))
            await Task.WhenAll(some.Select(dialog => client.SendAsync(dialog, SipMethod.Bye)));
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { SendBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
