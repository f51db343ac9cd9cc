namespace ActiveRecording.Rtp.Ports;

/// <summary>Ports for RTP and RTCP: RTP on the even one, RTCP on the odd one after it (RFC 3550 §11).</summary>
/// <param name="First">The first RTP port, even, 1024 or more.</param>
/// <param name="Last">The last RTP port, even, at most 65534.</param>
public readonly record struct RtpPortRange(int First, int Last)
{
    /// <summary>Whether both bounds are even and in order.</summary>
    public bool IsValid => First >= 1024 && First % 2 == 0 && Last % 2 == 0 && Last >= First && Last <= 65534;

    /// <summary>Pairs in the range.</summary>
    public int Pairs => (Last - First) / 2 + 1;
}
