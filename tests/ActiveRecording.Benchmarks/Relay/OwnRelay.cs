using System.Globalization;
using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// Our data plane in a process of its own: <see cref="OwnRelayProcess"/>, told over standard input, answering over standard output.
/// </summary>
internal sealed class OwnRelay : IRelay
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Argument = "--own-relay";

    /// <summary>The byte that begins the measured time.</summary>
    public const byte MarkByte = (byte)'m';

    /// <summary>The byte that asks for the bytes allocated since.</summary>
    public const byte AskByte = (byte)'a';

    private readonly ChildProcess process;

    public OwnRelay(LoadLayout layout)
    {
        process = new ChildProcess(Environment.ProcessPath!, Argument);
        process.Input.WriteLine(FormattableString.Invariant($"{layout.Calls.Count} {layout.Recorders}"));
        foreach (var call in layout.Calls)
        {
            process.Input.WriteLine(FormattableString.Invariant(
                $"{call.PeerA} {call.PeerB} {call.RecorderA} {call.RecorderB}"));
        }

        process.Input.Flush();
        Legs = [.. layout.Calls.Select(_ => process.ReadLine().Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray())
            .Select(ports => (ports[0], ports[1]))];
        process.Settle();
    }

    public int ProcessId => process.Id;

    public IReadOnlyList<(int A, int B)> Legs { get; }

    public void Mark() => Say(MarkByte);

    public long? AllocatedSinceMark()
    {
        Say(AskByte);
        return long.Parse(process.ReadLine(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => process.Dispose();

    private void Say(byte what)
    {
        process.Input.BaseStream.WriteByte(what);
        process.Input.BaseStream.Flush();
    }
}
