using System.Runtime.InteropServices;

namespace ActiveRecording.Host;

/// <summary>While a node drains, another Ctrl-C or SIGTERM ends its patience.</summary>
internal sealed class SecondInterrupt : IDisposable
{
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public SecondInterrupt(CancellationTokenSource patience, Action told)
    {
        void Signalled(PosixSignalContext context)
        {
            context.Cancel = true;
            told();
            patience.Cancel();
        }
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Signalled);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Signalled);
    }

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
    }
}
