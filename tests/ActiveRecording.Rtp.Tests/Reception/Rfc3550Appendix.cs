namespace ActiveRecording.Rtp.Tests.Reception;

/// <summary>
/// The C of RFC 3550 A.1 (init_seq, update_seq), A.3 (loss) and A.8 (jitter), kept as close to the RFC's text as C# allows: what the
/// product is compared with.
/// </summary>
internal sealed class Rfc3550Appendix
{
    private const uint RtpSeqMod = 1 << 16;
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;

    private readonly int minSequential;
    private ushort maxSeq;
    private uint cycles;
    private uint baseSeq;
    private uint badSeq;
    private int probation;
    private uint received;
    private uint expectedPrior;
    private uint receivedPrior;
    private int transit;
    private bool hasTransit;
    private uint jitter;

    public Rfc3550Appendix(ushort seq, int minSequential)
    {
        this.minSequential = minSequential;
        InitSeq(seq);
        if (minSequential > 0) maxSeq = (ushort)(seq - 1);
        probation = minSequential;
    }

    public uint Received => received;

    public uint ExtendedMax => cycles + maxSeq;

    public uint Expected => ExtendedMax - baseSeq + 1;

    public uint Jitter => jitter >> 4;

    /// <summary>A.1: update_seq.</summary>
    public bool UpdateSeq(ushort seq)
    {
        var udelta = (ushort)(seq - maxSeq);
        if (probation > 0)
        {
            if (seq == (ushort)(maxSeq + 1))
            {
                probation--;
                maxSeq = seq;
                if (probation == 0)
                {
                    InitSeq(seq);
                    received++;
                    return true;
                }
            }
            else
            {
                probation = minSequential - 1;
                maxSeq = seq;
            }

            return false;
        }

        if (udelta < MaxDropout)
        {
            if (seq < maxSeq) cycles += RtpSeqMod;
            maxSeq = seq;
        }
        else if (udelta <= RtpSeqMod - MaxMisorder)
        {
            if (seq != badSeq)
            {
                badSeq = (uint)(seq + 1) & (RtpSeqMod - 1);
                return false;
            }

            InitSeq(seq);
        }

        received++;
        return true;
    }

    /// <summary>A.3: what a report block says; the fraction in 1/256, the loss clamped to 24 bits.</summary>
    public (byte Fraction, int Lost) Report()
    {
        var lost = (int)(Expected - received);
        if (lost > 0x7FFFFF) lost = 0x7FFFFF;
        else if (lost < -0x800000) lost = -0x800000;

        var expectedInterval = Expected - expectedPrior;
        expectedPrior = Expected;
        var receivedInterval = received - receivedPrior;
        receivedPrior = received;
        var lostInterval = (int)(expectedInterval - receivedInterval);
        var fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (lostInterval << 8) / expectedInterval;
        return ((byte)Math.Min(fraction, 255), lost);
    }

    /// <summary>A.8.</summary>
    public void Arrive(uint timestamp, uint arrival)
    {
        var now = (int)(arrival - timestamp);
        var d = hasTransit ? now - transit : 0;
        transit = now;
        if (d < 0) d = -d;
        if (hasTransit) jitter += (uint)(d - (int)((jitter + 8) >> 4));
        hasTransit = true;
    }

    private void InitSeq(ushort seq)
    {
        baseSeq = seq;
        maxSeq = seq;
        badSeq = RtpSeqMod + 1;
        cycles = 0;
        received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
    }
}
