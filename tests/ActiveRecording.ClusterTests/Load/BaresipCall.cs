using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>Two softphones in a call; of the cluster they know the virtual address alone.</summary>
internal sealed class BaresipCall : IAsyncDisposable
{
    /// <summary>Who calls.</summary>
    public const string Caller = "1006";

    private const string Callee = "1007";
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(32);
    private readonly Baresip caller;
    private readonly Baresip callee;

    private BaresipCall(Baresip caller, Baresip callee) => (this.caller, this.callee) = (caller, callee);

    /// <summary>Done when they talk.</summary>
    public static async Task<BaresipCall> EstablishAsync(string folder)
    {
        var call = new BaresipCall(
            await PhoneAsync(Caller, 5_070, "", folder), await PhoneAsync(Callee, 5_080, ";answermode=auto", folder));
        await Task.WhenAll(call.caller.RegisteredAsync(), call.callee.RegisteredAsync());
        await call.caller.DialAsync($"sip:{Callee}@{Places.Virtual}");
        await Task.WhenAll(call.caller.EstablishedAsync(), call.callee.EstablishedAsync());
        return call;
    }

    /// <summary>Holds, retrieves, hangs up.</summary>
    /// <param name="answered">
    /// How many re-INVITEs were answered: baresip does not say it, and when it hangs up it gives up one that it waits for.
    /// </param>
    /// <returns>What went wrong; null if nothing did.</returns>
    public async Task<string?> EndAsync(Func<int> answered)
    {
        Task AnsweredAsync(int wanted) => Patience.UntilAsync(
            () => Task.FromResult(answered() >= wanted ? null : $"{answered()} of {wanted} re-INVITEs were answered"), StepLimit);
        try
        {
            await caller.HoldAsync();
            await AnsweredAsync(1);
            await caller.RetrieveAsync();
            await AnsweredAsync(2);
            await caller.HangUpAsync();
            await callee.ClosedAsync();
            return null;
        }
        catch (TimeoutException late)
        {
            return $"baresip: {late.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        await callee.DisposeAsync();
    }

    private static Task<Baresip> PhoneAsync(string dn, int port, string options, string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, dn)).FullName;
        return Baresip.StartAsync(
            $"<sip:{dn}@{Places.Virtual}>;auth_user={dn};auth_pass=quickstart;regint=60;audio_codecs=pcma{options}",
            Speech(own), port, own);
    }

    /// <summary>A voice and two minutes of silence: baresip hangs up when its file ends.</summary>
    private static string Speech(string folder)
    {
        if (!WavFile.TryRead(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "speech", "bob.wav")), out var voice))
            throw new InvalidOperationException("The speech is no WAV file.");
        var path = Path.Combine(folder, "speech.wav");
        using var stream = File.Create(path);
        using var writer = new WavWriter(stream, new WavFormat(WavCoding.Pcm16, 8_000, 1));
        writer.TryWrite(voice.Channel(0));
        writer.TryWrite(new short[120 * 8_000]);
        return path;
    }
}
