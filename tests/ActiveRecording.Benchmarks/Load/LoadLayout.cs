namespace ActiveRecording.Benchmarks.Load;

/// <summary>Where the parties of one call and what records them are; all on loopback.</summary>
/// <param name="PeerA">The port of one party.</param>
/// <param name="PeerB">The port of the other.</param>
/// <param name="RecorderA">The RTP port for a copy of what A says; 0 where nothing is copied. RTCP goes to the port after it.</param>
/// <param name="RecorderB">The same for B.</param>
internal readonly record struct LoadCall(int PeerA, int PeerB, int RecorderA, int RecorderB);

/// <summary>How recorders take streams.</summary>
internal enum Recorders
{
    /// <summary>Nothing is recorded.</summary>
    None,

    /// <summary>All streams on one address, as our own recorder.</summary>
    Shared,

    /// <summary>An address for each stream, as others'.</summary>
    Foreign,
}

/// <summary>
/// The open sockets of a load: <see cref="PartiesPerSocket"/> parties share one, as behind a gateway, so that one system call sends for
/// many of them. A relay sees ports of its own per party as ever.
/// </summary>
internal sealed class LoadLayout : IDisposable
{
    public const int PartiesPerSocket = 16;

    private const int PartyBuffer = 4 << 20;
    private const int SharedBuffer = 64 << 20;
    private const int ForeignBuffer = 1 << 18;
    private const int FirstRecorderPort = 40_000;
    private const int LastRecorderPort = 65_534;
    private int nextRecorderPort = FirstRecorderPort;

    public LoadLayout(int calls, Recorders recorders)
    {
        Recorders = recorders;
        for (var socket = 0; socket < 2 * ((calls + PartiesPerSocket - 1) / PartiesPerSocket); socket++)
            PartySockets.Add(LoadSocket.TryOpen(0, PartyBuffer)!);
        var shared = recorders == Recorders.Shared ? OpenRecorder(SharedBuffer) : 0;
        for (var call = 0; call < calls; call++)
        {
            Calls.Add(new LoadCall(
                PartySockets[SocketOf(call, side: 0)].Port, PartySockets[SocketOf(call, side: 1)].Port, Recorder(), Recorder()));
        }

        int Recorder() => recorders == Recorders.Foreign ? OpenRecorder(ForeignBuffer) : shared;
    }

    public Recorders Recorders { get; }

    public List<LoadCall> Calls { get; } = [];

    public List<LoadSocket> PartySockets { get; } = [];

    /// <summary>RTP ports of recorders.</summary>
    public List<LoadSocket> RecorderSockets { get; } = [];

    /// <summary>RTCP ports of recorders, bound so that a report is not answered by ICMP, and never read.</summary>
    public List<LoadSocket> ReportSockets { get; } = [];

    /// <summary>The number, among <see cref="PartySockets"/>, of the socket of one party.</summary>
    public static int SocketOf(int call, int side) => 2 * (call / PartiesPerSocket) + side;

    public void Dispose()
    {
        foreach (var socket in PartySockets.Concat(RecorderSockets).Concat(ReportSockets)) socket.Dispose();
    }

    private int OpenRecorder(int bufferBytes)
    {
        for (; nextRecorderPort <= LastRecorderPort; nextRecorderPort += 2)
        {
            if (LoadSocket.TryOpen(nextRecorderPort, bufferBytes) is not { } rtp) continue;
            if (LoadSocket.TryOpen(nextRecorderPort + 1, bufferBytes: 4_096) is { } rtcp)
            {
                RecorderSockets.Add(rtp);
                ReportSockets.Add(rtcp);
                nextRecorderPort += 2;
                return rtp.Port;
            }

            rtp.Dispose();
        }

        throw new InvalidOperationException("No more ports for recorders.");
    }
}
