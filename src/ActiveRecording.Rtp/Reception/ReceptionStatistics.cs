using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Reception;

/// <summary>What a receiver knows of one source: RFC 3550 A.1 (sequence), A.3 (loss), A.8 (jitter), by the RFC's own arithmetic.</summary>
public sealed class ReceptionStatistics
{
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;
    private const uint SequenceModulus = 1 << 16;

    private readonly int minSequential;
    private int probation;
    private ushort maxSequence;
    private uint cycles;
    private uint baseSequence;
    private uint badSequence;
    private uint receivedPrior;
    private uint expectedPrior;
    private uint transit;
    private bool transitKnown;
    private uint jitterScaled;

    /// <param name="first">The first packet's sequence number.</param>
    /// <param name="minSequential">Packets in sequence before the source is valid; 0: the first is.</param>
    public ReceptionStatistics(ushort first, int minSequential)
    {
        this.minSequential = minSequential;
        Begin(first);
    }

    /// <summary>Packets counted, duplicates included.</summary>
    public uint Received { get; private set; }

    /// <summary>The highest sequence number, extended by the count of cycles.</summary>
    public uint ExtendedMaxSequence => cycles + maxSequence;

    /// <summary>Packets from the first to the highest.</summary>
    public uint Expected => ExtendedMaxSequence - baseSequence + 1;

    /// <summary>Expected less received; negative with duplicates.</summary>
    public int Lost => Received == 0 ? 0 : (int)(Expected - Received);

    /// <summary>Interarrival jitter, in ticks of the stream's clock.</summary>
    public uint Jitter => jitterScaled >> 4;

    /// <summary>Forgets the source it was about and begins with another one.</summary>
    /// <param name="first">The first packet's sequence number.</param>
    public void Begin(ushort first)
    {
        Restart(first);
        if (minSequential > 0) maxSequence = (ushort)(first - 1);
        probation = minSequential;
        transitKnown = false;
        jitterScaled = 0;
    }

    /// <summary>Counts a packet (A.1).</summary>
    /// <returns>False while the source is on probation and for the first packet after a jump of the sequence.</returns>
    public bool Count(ushort sequence)
    {
        if (probation > 0) return CountOnProbation(sequence);

        var ahead = (ushort)(sequence - maxSequence);
        if (ahead < MaxDropout)
        {
            if (sequence < maxSequence) cycles += SequenceModulus;
            maxSequence = sequence;
        }
        else if (ahead <= SequenceModulus - MaxMisorder)
        {
            if (sequence != badSequence)
            {
                badSequence = (uint)(sequence + 1) & (SequenceModulus - 1);
                return false;
            }

            Restart(sequence);
        }

        Received++;
        return true;
    }

    /// <summary>Takes a packet's spacing into the jitter (A.8).</summary>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="arrival">When it arrived, in ticks of the stream's clock, modulo 2^32.</param>
    public void Arrived(uint timestamp, uint arrival)
    {
        var now = arrival - timestamp;
        if (transitKnown)
        {
            var difference = Math.Abs((long)(int)(now - transit));
            jitterScaled = (uint)(jitterScaled + difference - ((jitterScaled + 8) >> 4));
        }

        transit = now;
        transitKnown = true;
    }

    /// <summary>The report on <paramref name="ssrc"/> since the last one (A.3).</summary>
    public ReportBlock Report(uint ssrc, uint lastReport, uint delaySinceLastReport)
    {
        var expectedInterval = Expected - expectedPrior;
        var lostInterval = (int)(expectedInterval - (Received - receivedPrior));
        expectedPrior = Expected;
        receivedPrior = Received;
        var fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (lostInterval << 8) / expectedInterval;
        return new ReportBlock(
            ssrc, (byte)Math.Min(fraction, byte.MaxValue), Math.Clamp(Lost, -0x800000, 0x7FFFFF),
            ExtendedMaxSequence, Jitter, lastReport, delaySinceLastReport);
    }

    private bool CountOnProbation(ushort sequence)
    {
        if (sequence != (ushort)(maxSequence + 1))
        {
            probation = minSequential - 1;
            maxSequence = sequence;
            return false;
        }

        maxSequence = sequence;
        if (--probation > 0) return false;
        Restart(sequence);
        Received++;
        return true;
    }

    private void Restart(ushort sequence)
    {
        baseSequence = sequence;
        maxSequence = sequence;
        badSequence = SequenceModulus + 1;
        cycles = 0;
        Received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
    }
}
