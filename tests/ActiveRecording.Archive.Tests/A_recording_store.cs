using System.Security.Cryptography;
using System.Text.Json;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Archive.Tests.Rendering;

namespace ActiveRecording.Archive.Tests;

public sealed class A_recording_store : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SpoolStation station;
    private long freeBytes = 1L << 40;

    public A_recording_store() => station = new SpoolStation(folder.Path);

    [Fact]
    public void Seals_a_recording_with_a_manifest_that_knows_its_files()
    {
        var store = Store();
        Spool(store, "R1");

        var sealedRecording = store.Seal(Request("R1", "call_1001"));

        var file = File.ReadAllBytes(store.PathOf("call_1001.wav"));
        var manifest = JsonSerializer.Deserialize(
            File.ReadAllBytes(folder.File("recordings/call_1001.json")), ManifestJson.Default.RecordingManifest)!;
        Assert.Equal("call_1001.wav", sealedRecording.File);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), sealedRecording.Sha256);
        Assert.Equal([new ManifestFile("call_1001.wav", file.Length, sealedRecording.Sha256)], manifest.Files);
        Assert.Equal(("R1", 8000, 0L), (manifest.RecordingId, manifest.SampleRate, manifest.LostPackets));
        Assert.Equal(1, manifest.Seconds, 0.01);
        Assert.Equal(GapCause.NoMedia, Assert.Single(manifest.Gaps).Cause);
        Assert.Empty(Directory.EnumerateFiles(folder.File("recordings"), "*.part"));
    }

    [Fact]
    public void Keeps_a_stream_it_cannot_decode_under_its_channel_and_codec()
    {
        var store = Store();
        Spool(store, "R1", new SpooledPayload(8, "opus", 48000, 2, "useinbandfec=1"));

        var manifest = store.Seal(Request("R1", "n")).Manifest;

        var native = manifest.Files[1];
        Assert.Equal("n.0.opus.rtpdump", native.Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(store.PathOf(native.Name)))), native.Sha256);
        Assert.Equal((0, "opus", 50L), (native.Stream!.Channel, native.Stream.Codec, native.Stream.Packets));
        Assert.Equal([new ManifestPayload(8, "opus", 48000, 2, "useinbandfec=1")], native.Stream.Payloads);
        Assert.Contains(manifest.Gaps, gap => gap.Cause == GapCause.NotDecoded);
    }

    [Fact]
    public void Gives_colliding_names_a_number()
    {
        var store = Store();
        string[] ids = ["R1", "R2", "R3"];
        foreach (var id in ids) Spool(store, id);

        Assert.Equal(["n.wav", "n-2.wav", "n-3.wav"], ids.Select(id => store.Seal(Request(id, "n")).File));
    }

    [Fact]
    public void Seals_again_under_the_same_name_after_a_crash()
    {
        var store = Store();
        Spool(store, "R1");
        var first = store.Seal(Request("R1", "n"));

        var again = Store().Seal(Request("R1", "n"));

        Assert.Equal(first.Manifest.Files, again.Manifest.Files);
        Assert.Single(Directory.EnumerateFiles(folder.File("recordings"), "*.wav"));
    }

    [Fact]
    public void Keeps_spools_until_they_are_removed()
    {
        var store = Store();
        Spool(store, "R1");
        Spool(store, "../R2");
        store.Seal(Request("R1", "n"));
        Assert.Equal(["../R2", "R1"], store.RecordingsWithSpools().Order(StringComparer.Ordinal));

        store.RemoveSpools("R1");
        store.RemoveSpools("R1");

        Assert.Equal(["../R2"], store.RecordingsWithSpools());
    }

    [Fact]
    public void Has_no_room_below_its_reserve()
    {
        var store = Store();
        Assert.True(store.HasRoom);

        freeBytes = (256L << 20) - 1;

        Assert.False(store.HasRoom);
    }

    public void Dispose()
    {
        station.Dispose();
        folder.Dispose();
    }

    private RecordingStore Store() => new(ArchiveOptions.Under(folder.Path), _ => freeBytes);

    private void Spool(RecordingStore store, string id, SpooledPayload? payload = null)
    {
        var speech = new Speech { Seed = 1 };
        var stream = new SpooledStream(id, "TAG1", 0, "1001", 0, [payload ?? new SpooledPayload(8, "PCMA", 8000)]);
        var writer = store.OpenSpool(stream, station.Spooler, error => throw error);
        foreach (var packet in speech.Packets(0, 50)) writer.Append(packet.ToSpooled());
        writer.Close(() => { });
        station.Settle();
    }

    private static SealRequest Request(string id, string name) => new(
        id,
        new CallDescription("01AE904GK088LFQD2CGB02LAES0000EP", "1001", "1003", "009a021843038407", "1001", "1003", Speech.T0, name),
        ["1001", "1003"],
        [new SealSession(new ManifestSession("TAG1", Speech.T0, Speech.T0.AddSeconds(1), "bye"), false, [0])],
        Speech.T0.AddSeconds(2));
}
