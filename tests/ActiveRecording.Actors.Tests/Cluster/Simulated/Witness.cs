using System.Text;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>Sees what every node does and notes what none may do.</summary>
public sealed class Witness
{
    private readonly Dictionary<int, (IJournal Writer, ShardEpoch Epoch)> owners = [];
    private readonly Dictionary<string, int> written = new(StringComparer.Ordinal);
    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private readonly List<string> violations = [];

    public IReadOnlyList<string> Violations => violations;

    /// <summary>Appends refused because their writer was deposed.</summary>
    public int Fenced { get; set; }

    /// <summary>Words in the journal.</summary>
    public IReadOnlyDictionary<string, int> Written => written;

    public void Violate(string what) => violations.Add(what);

    public ShardEpoch LatestOf(int shard) => owners[shard].Epoch;

    public void TakenOver(IJournal writer, IReadOnlyList<ShardEpoch> taken)
    {
        foreach (var epoch in taken) owners[epoch.Shard] = (writer, epoch);
    }

    public void Appended(IJournal writer, string node, StreamAppend append)
    {
        if (!ReferenceEquals(owners[append.Fence.Shard].Writer, writer))
            Violate($"{node} wrote into {append.Stream}, which another node owns");
        foreach (var data in append.Events)
        {
            var word = $"{data.Name} {Encoding.UTF8.GetString(data.Payload.Span)}";
            written[word] = written.GetValueOrDefault(word) + 1;
            if (written[word] > 1) Violate($"{word} is in the journal {written[word]} times");
        }
    }

    /// <summary>An entity acts: once for each word, and not before it is durable.</summary>
    public void Said(string node, string entity, string word)
    {
        if (!IsWritten(word)) Violate($"{node}: {entity} said '{word}', which is not in the journal");
        if (!said.Add($"{entity} {word}")) Violate($"{node}: {entity} said '{word}' again");
    }

    public void Acknowledged(string word)
    {
        if (!written.ContainsKey($$"""word-written {"Word":"{{word}}"}""") && !written.ContainsKey($$"""word-promised {"Word":"{{word}}"}"""))
            Violate($"'{word}' was acknowledged and is not in the journal");
    }

    public bool IsKept(string word) => written.ContainsKey($$"""word-kept {"Word":"{{word}}"}""");

    public IEnumerable<string> Promised => written.Keys
        .Where(word => word.StartsWith("word-promised", StringComparison.Ordinal))
        .Select(word => word.Split('"')[3]);

    private bool IsWritten(string word) => IsKept(word) || written.ContainsKey($$"""word-written {"Word":"{{word}}"}""");
}
