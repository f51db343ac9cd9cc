using ActiveRecording.Archive.Spools;
using ActiveRecording.Archive.Tests.Rendering;

namespace ActiveRecording.Archive.Tests.Spools;

public sealed class A_spool : IDisposable
{
    private static readonly SpooledStream Stream =
        new("R", "S", 0, "1001", 0, [new SpooledPayload(8, "PCMA", 8000)]);

    private const string FrozenV1 =
        "415253504F4F4C018000000056182BE3017B227265636F7264696E674964223A2252222C2273657373696F6E4964223A"
        + "2253222C226C696E65223A302C22646E223A2231303031222C226368616E6E656C223A302C227061796C6F616473223A"
        + "5B7B2274797065223A382C22656E636F64696E67223A2250434D41222C22636C6F636B52617465223A383030307D5D7D"
        + "1700000071DF8FD602788FE562EA46DF087856341200710200E80308D5552A1D000000EAA0A87903788FE562EA46DF08"
        + "78563412C083E562EA46DF0800710200010000000A000000F5A6EA0204C083E562EA46DF0800";

    private readonly TemporaryFolder folder = new();
    private readonly SpoolStation station;
    private readonly Speech speech = new() { Seed = 1 };

    public A_spool() => station = new SpoolStation(folder.Path);

    [Fact]
    public void Gives_back_what_was_put_in()
    {
        var path = Write(speech.Packets(0, 3), speech.Report(1));

        using var reader = SpoolReader.Open(path);
        Assert.True(reader.Next());
        Assert.True(reader.TryGetStream(out var stream));
        Assert.Equal(("R", "S", "1001", 0), (stream!.RecordingId, stream.SessionId, stream.Dn, stream.Channel));
        Assert.Equal(Stream.Payloads, stream.Payloads);
        for (var index = 0; index < 3; index++)
        {
            Assert.True(reader.Next());
            Assert.True(reader.TryGetPacket(out var packet));
            var expected = speech.Packet(index);
            Assert.Equal(
                (expected.ArrivalTicks, expected.Ssrc, expected.Timestamp, expected.Sequence, expected.PayloadType),
                (packet.ArrivalTicks, packet.Ssrc, packet.Timestamp, packet.Sequence, packet.PayloadType));
            Assert.Equal(expected.Payload, packet.Payload.ToArray());
        }

        Assert.True(reader.Next());
        Assert.True(reader.TryGetReport(out var report));
        Assert.Equal(speech.Report(1), report);
        Assert.False(reader.Next());
    }

    [Fact]
    public void Torn_at_any_byte_of_its_last_records_keeps_all_before_and_goes_on()
    {
        var whole = File.ReadAllBytes(Write(speech.Packets(0, 5)));
        var frame = 9 + 19 + 160;
        for (var torn = whole.Length - (3 * frame); torn <= whole.Length; torn++)
        {
            var path = folder.File("torn.spool");
            File.WriteAllBytes(path, whole.AsSpan(0, torn));

            Write(speech.Packets(10, 1), path);

            var kept = (torn - (whole.Length - (5 * frame))) / frame;
            Assert.Equal([.. Enumerable.Range(0, kept).Append(10)], PacketsIn(path));
        }
    }

    [Fact]
    public void Damaged_in_its_last_record_keeps_all_before()
    {
        var path = Write(speech.Packets(0, 5));
        var whole = File.ReadAllBytes(path);
        for (var damaged = whole.Length - (9 + 19 + 160); damaged < whole.Length; damaged++)
        {
            var bytes = whole.ToArray();
            bytes[damaged] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            Assert.Equal([0, 1, 2, 3], PacketsIn(path));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void Torn_before_its_first_record_starts_anew(int bytes)
    {
        var path = Write(speech.Packets(0, 1));
        File.WriteAllBytes(path, File.ReadAllBytes(path).AsSpan(0, bytes));

        Write(speech.Packets(7, 1), path);

        Assert.Equal([7], PacketsIn(path));
    }

    [Fact]
    public void Written_by_the_first_version_is_read_for_ever()
    {
        var path = folder.File("frozen.spool");
        File.WriteAllBytes(path, Convert.FromHexString(FrozenV1));

        using var reader = SpoolReader.Open(path);
        Assert.True(reader.Next());
        Assert.True(reader.TryGetStream(out var stream));
        Assert.Equal(("R", "S", 0, "1001", 0), (stream!.RecordingId, stream.SessionId, stream.Line, stream.Dn, stream.Channel));
        Assert.True(reader.Next());
        Assert.True(reader.TryGetPacket(out var packet));
        Assert.Equal((0x1234_5678u, 160_000u, 1000, 8), (packet.Ssrc, packet.Timestamp, packet.Sequence, packet.PayloadType));
        Assert.Equal([0xD5, 0x55, 0x2A], packet.Payload.ToArray());
        Assert.True(reader.Next());
        Assert.True(reader.TryGetReport(out var report));
        Assert.Equal(speech.Report(0), report);
        Assert.True(reader.Next());
        Assert.True(reader.TryGetActivity(out var activity));
        Assert.Equal(new SpooledActivity(Speech.T0.UtcTicks, false), activity);
        Assert.False(reader.Next());
        Assert.Equal(FrozenV1.Length / 2, reader.ValidBytes);
    }

    [Fact]
    public void Reaches_the_file_with_each_flush()
    {
        var path = folder.File("flushed.spool");
        var writer = station.Open(path, Stream);
        writer.Append(speech.Packet(0).ToSpooled());
        station.Pass(SpoolLimits.Default.FlushInterval);

        Assert.Equal([0], PacketsIn(path));
    }

    [Fact]
    public void Takes_a_packet_that_is_longer_than_a_block()
    {
        var long1 = speech.Packet(1) with { Payload = new byte[60_000] };
        var path = Write([speech.Packet(0), long1, speech.Packet(2)]);

        Assert.Equal([0, 1, 2], PacketsIn(path));
    }

    [Fact]
    public void Is_written_once_in_a_turn_however_many_blocks_wait()
    {
        var disk = new SlowDisk(folder.Path, station.Time, station.Scheduler) { BytesPerSecond = 1e9 };
        using var spooler = new Spooler(SpoolLimits.Default, disk, disk, station.Time, _ => { });
        var writer = spooler.Open(folder.File("many.spool"), Stream, error => throw error);
        foreach (var packet in speech.Packets(0, 200)) writer.Append(packet.ToSpooled());
        station.Settle();

        Assert.Equal(1, disk.Writes);
    }

    [Fact]
    public void Allocates_nothing_for_a_packet()
    {
        var writer = station.Open(folder.File("still.spool"), Stream);
        var payload = new byte[160];
        long Allocated(int packets)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var packet = 0; packet < packets; packet++)
                writer.Append(new SpooledPacket(Speech.T0.UtcTicks, 1, (uint)packet, (ushort)packet, 8, false, payload));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(1000);
        station.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Allocated(1000));
    }

    [Fact]
    public void Tells_the_end_to_each_who_closes_it()
    {
        var writer = station.Open(folder.File("closed.spool"), Stream);
        var told = 0;
        writer.Close(() => told++);
        writer.Close(() => told++);
        Assert.Equal(0, told);
        station.Settle();
        writer.Close(() => told++);
        station.Settle();

        Assert.Equal(3, told);
    }

    public void Dispose()
    {
        station.Dispose();
        folder.Dispose();
    }

    private int[] PacketsIn(string path)
    {
        var found = new List<int>();
        using var reader = SpoolReader.Open(path);
        while (reader.Next())
        {
            if (reader.TryGetPacket(out var packet)) found.Add(packet.Sequence - speech.FirstSequence);
        }

        return [.. found];
    }

    private string Write(IEnumerable<ArrivedPacket> packets, params SpooledReport[] reports) =>
        Write(packets, folder.File($"{Guid.NewGuid():N}.spool"), reports);

    private string Write(IEnumerable<ArrivedPacket> packets, string path, params SpooledReport[] reports)
    {
        var writer = station.Open(path, Stream);
        foreach (var packet in packets) writer.Append(packet.ToSpooled());
        foreach (var report in reports) writer.Append(report);
        var closed = false;
        writer.Close(() => closed = true);
        station.Settle();
        Assert.True(closed);
        return path;
    }
}
