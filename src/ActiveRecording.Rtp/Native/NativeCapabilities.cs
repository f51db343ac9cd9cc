using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>What this system gives the native plane.</summary>
/// <param name="CanSegment">UDP_SEGMENT, Linux 4.18.</param>
/// <param name="CanCoalesce">UDP_GRO, Linux 5.0.</param>
internal sealed unsafe record NativeCapabilities(bool CanSegment, bool CanCoalesce)
{
    private const int ManyBytes = 8 << 20;
    private const int SegmentTried = 1200;

    /// <summary>Looks and tries.</summary>
    /// <param name="found">What there is; null when the plane cannot run here.</param>
    /// <param name="reason">In words.</param>
    public static bool TryFind([NotNullWhen(true)] out NativeCapabilities? found, out string reason)
    {
        found = null;
        reason = "not Linux on x86-64 or arm64";
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return false;

        var descriptor = Libc.socket(Libc.Inet, Libc.Datagram | Libc.CloseOnExec, 0);
        reason = "the system gives no socket";
        if (descriptor < 0) return false;
        found = new NativeCapabilities(
            UdpDescriptor.Set(descriptor, Libc.SolUdp, Libc.UdpSegment, SegmentTried), UdpDescriptor.Set(descriptor, Libc.SolUdp, Libc.UdpGro, 1));
        _ = Libc.close(descriptor);
        reason = found switch
        {
            { CanSegment: true, CanCoalesce: true } => "epoll, UDP_SEGMENT and UDP_GRO are there",
            { CanSegment: true } => "epoll and UDP_SEGMENT are there",
            _ => "epoll is there, copies leave by sendmmsg",
        };
        return true;
    }

    /// <summary>Sets up a descriptor for its traffic. What many streams share gets larger buffers, as far as the system allows.</summary>
    public void Prepare(int descriptor, TrafficShape shape)
    {
        if (shape == TrafficShape.ManyOut) UdpDescriptor.Set(descriptor, Libc.SolSocket, Libc.SoSendBuffer, ManyBytes);
        if (shape != TrafficShape.ManyIn) return;
        UdpDescriptor.Set(descriptor, Libc.SolSocket, Libc.SoReceiveBuffer, ManyBytes);
        if (CanCoalesce) UdpDescriptor.Set(descriptor, Libc.SolUdp, Libc.UdpGro, 1);
    }
}
