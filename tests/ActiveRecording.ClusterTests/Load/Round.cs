using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Checks;
using ActiveRecording.Sdp;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>
/// The calls that are up while something breaks: of our own, which are probed, of sipp, of which some speak, and one of two
/// softphones. All are recorded; all callees but the one softphone are sipp's.
/// </summary>
internal sealed class Round : IAsyncDisposable
{
    /// <summary>Is called by those who say nothing.</summary>
    public const string QuietCallee = "1001";

    private const string SpeakingCallee = "1002";
    private const int QuietPort = 5_081;
    private const int SpeakingPort = 5_082;
    private const int FirstMediaPort = 46_000;
    private static readonly TimeSpan BetweenOwn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SetUpLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(45);
    private readonly RoundSize size;
    private readonly List<IAsyncDisposable> peers = [];
    private readonly List<string> problems = [];

    private Round(RoundSize size, IReadOnlyList<OwnCall> own) => (this.size, Own) = (size, own);

    /// <summary>Those that are probed.</summary>
    public IReadOnlyList<OwnCall> Own { get; }

    public IReadOnlyList<SippCallers> Sipp { get; private set; } = [];

    public BaresipCall? Softphones { get; private set; }

    /// <summary>Established ones.</summary>
    public int Calls { get; private set; }

    /// <summary>What became of dialogs that are lost, one line each.</summary>
    public IReadOnlyList<string> Lost => [.. Own.Select(static call => call.Lost).OfType<string>(), .. problems];

    /// <summary>What the switch did twice, one line each.</summary>
    public IReadOnlyList<string> Doubled => [.. Own.Select(static call => call.Doubled).OfType<string>()];

    /// <summary>What the phones were told, by call.</summary>
    public IEnumerable<CallEvidence> Evidence =>
        Own.Select(static call => call.Evidence).Concat(Sipp.SelectMany(static callers => callers.Evidence()));

    /// <summary>Done when all calls are up.</summary>
    public static async Task<Round> EstablishAsync(RoundSize size, CallerPhone phone, string folder)
    {
        var own = Enumerable.Range(0, size.Own).Select(number => new OwnCall(phone, QuietCallee, FirstMediaPort + 2 * number));
        var round = new Round(size, [.. own]);
        try
        {
            await round.SetUpAsync(phone, folder);
            return round;
        }
        catch
        {
            await round.DisposeAsync();
            throw;
        }
    }

    /// <summary>Our own among calls.</summary>
    public IReadOnlyList<OwnCall> OnesOf(IReadOnlyCollection<string> callIds) =>
        [.. Own.Where(call => callIds.Contains(call.CallId))];

    /// <summary>Holds, retrieves and ends every call, as phones do.</summary>
    public async Task EndAsync(JournalCheck journal)
    {
        var softphones = Softphones!.EndAsync(() => journal.OffersAnswered(BaresipCall.Caller));
        var ordered = Sipp.Select(static callers => callers.OrderAsync()).ToList();
        await Task.WhenAll(Own.Select(static (call, index) => EndAsync(call, BetweenOwn / 2 * index)));
        await Task.WhenAll(ordered);
        if (await softphones is { } problem) problems.Add(problem);
        foreach (var callers in Sipp) await NoteLostAsync(callers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in peers) await peer.DisposeAsync();
    }

    private static async Task EndAsync(OwnCall call, TimeSpan after)
    {
        await Task.Delay(after);
        await call.ReofferAsync(Direction.SendOnly);
        await Task.Delay(BetweenSteps);
        await call.ReofferAsync(Direction.SendRecv);
        await Task.Delay(BetweenSteps);
        await call.HangUpAsync();
    }

    private async Task SetUpAsync(CallerPhone phone, string folder)
    {
        var sipp = new SippPeers(folder, phone.NewToken());
        await phone.RegisterAsync();
        await sipp.RegisterAsync(QuietCallee, QuietPort);
        await sipp.RegisterAsync(SpeakingCallee, SpeakingPort);
        await sipp.RegisterAsync("1004", 5_084);
        await sipp.RegisterAsync("1005", 5_085);
        peers.Add(await sipp.AnswerAsync(QuietPort, size.Own + size.Quiet, speaks: false));
        peers.Add(await sipp.AnswerAsync(SpeakingPort, size.Speaking, speaks: true));
        Sipp =
        [
            sipp.Call("1004", QuietCallee, 5_084, size.Quiet, perSecond: 16, speaks: false),
            sipp.Call("1005", SpeakingCallee, 5_085, size.Speaking, perSecond: 4, speaks: true),
        ];
        peers.AddRange(Sipp);
        Softphones = await BaresipCall.EstablishAsync(folder);
        peers.Add(Softphones);
        await Task.WhenAll(Own.Select(static (call, index) => EstablishAsync(call, BetweenOwn * index)));
        if (Lost.Count > 0) throw new InvalidOperationException($"{Lost.Count} calls were not established, the first: {Lost[0]}");
        await Patience.UntilAsync(
            () => Task.FromResult(Sipp.Select(NotUp).FirstOrDefault(static problem => problem is not null)), SetUpLimit);
        Calls = size.Own + size.Quiet + size.Speaking + 1;
    }

    private static async Task EstablishAsync(OwnCall call, TimeSpan after)
    {
        await Task.Delay(after);
        await call.EstablishAsync();
    }

    private static string? NotUp(SippCallers callers)
    {
        var successes = File.Exists(callers.Log) ? callers.Successes() : null;
        var up = callers.CallIds.Count(id => successes?[id].Contains(1) == true);
        if (up == callers.Calls) return null;
        return $"{up} of sipp's {callers.Calls} calls {callers.Prefix}… are up: {callers.Process.Output}";
    }

    /// <summary>A call of sipp is lost if not all of its requests succeeded.</summary>
    private async Task NoteLostAsync(SippCallers callers)
    {
        try
        {
            await callers.Process.ExitAsync(EndLimit);
        }
        catch (TimeoutException)
        {
            // The log says which ones still wait for an answer.
        }

        var successes = callers.Successes();
        foreach (var id in callers.CallIds)
        {
            int[] missing = [.. Enumerable.Range(1, 4).Except(successes[id])];
            if (missing.Length > 0) problems.Add($"call {id}: no success to CSeq {string.Join(", ", missing)}");
        }
    }
}
