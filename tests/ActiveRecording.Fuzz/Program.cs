using System.Globalization;
using ActiveRecording.Fuzz;

const string Usage = "fuzz [TARGET] [--seconds N] [--seed N] [--input FILE]";
var findings = Path.Combine("artifacts", "fuzz");
var (seconds, seed, input, name) = (60, Random.Shared.Next(), "", "");
for (var i = 0; i < args.Length; i++)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    switch (args[i])
    {
        case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seconds): i++; break;
        case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed): i++; break;
        case "--input" when File.Exists(value): (input, i) = (value, i + 1); break;
        case var target when name.Length == 0 && !target.StartsWith('-'): name = target; break;
        default: return Refuse($"'{args[i]} {value}' is not understood: {Usage}");
    }
}

var chosen = FuzzTargets.All.Where(target => name.Length == 0 || target.Name == name).ToList();
if (chosen.Count == 0) return Refuse($"There is no target '{name}'. These are: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}.");
if (input.Length > 0) return chosen.Count == 1 ? Replay(chosen[0], input) : Refuse($"Say which target reads it: {Usage}");

var runs = chosen.Select(target => new FuzzRun(target, seed, TimeSpan.FromSeconds((double)seconds / chosen.Count), findings, Console.Error)).ToList();
foreach (var run in runs) run.Run();
foreach (var run in runs) Console.WriteLine(run.ToJson());
return runs.Exists(run => run.Failures > 0) ? 1 : 0;

static int Refuse(string says)
{
    Console.Error.WriteLine(says);
    return 2;
}

static int Replay(FuzzTarget target, string path)
{
    var wrong = new Judge(target).Try(File.ReadAllBytes(path), out var outcome);
    Console.Error.WriteLine($"{target.Name}: {wrong ?? $"passes ({outcome})"}");
    return wrong is null ? 0 : 1;
}
